package dev.stepwell.processor.model;

/**
 * A {@code @Backoff}.
 *
 * @param first the first wait
 * @param longest the longest wait
 * @param factor the ratio of each wait to the previous one
 * @param factorAddress the place of the factor
 * @param address the place of the annotation
 */
public record BackoffModel(
    DurationModel first,
    DurationModel longest,
    double factor,
    Address factorAddress,
    Address address) {}
