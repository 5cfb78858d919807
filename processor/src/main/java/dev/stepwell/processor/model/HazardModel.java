package dev.stepwell.processor.model;

import java.util.List;

/**
 * A place in the body of a function, or in a method that it calls, at which something does not bear to be replayed.
 *
 * @param hazard what it is
 * @param words the user's own words for it
 * @param address where it stands
 * @param allows what is allowed there, the innermost first
 */
public record HazardModel(
    Hazard hazard, List<String> words, Address address, List<AllowModel> allows) {}
