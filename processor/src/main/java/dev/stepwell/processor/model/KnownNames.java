package dev.stepwell.processor.model;

import java.util.Map;

/**
 * What generated names stand for in the body of a function, which was read before they exist.
 *
 * @param events the names of events by the classes that carry or match them
 * @param functions the ids of functions by their constants
 */
public record KnownNames(Map<String, String> events, Map<String, String> functions) {}
