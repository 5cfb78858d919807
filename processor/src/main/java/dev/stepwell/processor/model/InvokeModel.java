package dev.stepwell.processor.model;

import java.util.List;

/**
 * A place at which a function invokes another, of which it is certain which.
 *
 * @param functionId the id of the invoked function
 * @param address where the handle stands
 * @param allows what is allowed there, the innermost first
 */
public record InvokeModel(String functionId, Address address, List<AllowModel> allows) {}
