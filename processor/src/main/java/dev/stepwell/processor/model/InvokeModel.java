package dev.stepwell.processor.model;

import java.util.List;

/**
 * A place at which a function certainly invokes another.
 *
 * @param functionId the id of the invoked function
 * @param address the place of the handle
 * @param allows what is allowed there, innermost first
 */
public record InvokeModel(String functionId, Address address, List<AllowModel> allows) {}
