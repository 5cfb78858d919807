package dev.stepwell.processor.model;

/**
 * A {@code @Backoff}.
 *
 * @param first the first wait
 * @param longest the longest wait
 * @param factor by how much each wait is longer than the one before
 * @param factorAddress where the factor stands
 * @param address where the annotation stands
 */
public record BackoffModel(
    DurationModel first,
    DurationModel longest,
    double factor,
    Address factorAddress,
    Address address) {}
