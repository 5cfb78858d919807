package dev.stepwell.processor.model;

import java.util.Map;

/**
 * What generated names stand for in the body of a function, which was read before they exist.
 *
 * @param events events by the classes that carry or match them
 * @param functions functions by their constants
 */
public record KnownNames(Map<String, EventModel> events, Map<String, FunctionModel> functions) {}
