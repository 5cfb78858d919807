package dev.stepwell.processor.model;

import java.util.List;

/**
 * A {@code @RateLimit}.
 *
 * @param limit how many runs are accepted in a period
 * @param period the period
 * @param key what separates it
 * @param address where the annotation stands
 */
public record RateLimitModel(
    NumberModel limit, DurationModel period, List<TextModel> key, Address address) {}
