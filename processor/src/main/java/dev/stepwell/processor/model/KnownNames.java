package dev.stepwell.processor.model;

import java.util.Map;

/**
 * The meanings of generated names in the body of a function, which is read before they exist.
 *
 * @param events events by the classes of their records and matches
 * @param functions functions by their constants
 */
public record KnownNames(Map<String, EventModel> events, Map<String, FunctionModel> functions) {}
