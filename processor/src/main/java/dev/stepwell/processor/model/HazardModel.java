package dev.stepwell.processor.model;

import java.util.List;

/**
 * A place in the body of a function, or in a method that it calls, that is not safe to replay.
 *
 * @param hazard the kind
 * @param words the user's own words
 * @param address its place
 * @param allows what is allowed there, innermost first
 */
public record HazardModel(
    Hazard hazard, List<String> words, Address address, List<AllowModel> allows) {}
