package dev.stepwell.runtime.model;

import java.time.Instant;

/**
 * The runs of a function that were created in a short time span.
 *
 * @param at when the span begins: a multiple of its length since 1970
 * @param created the number of runs
 * @param completed the number that have completed
 * @param failed those that have failed by now
 * @param cancelled those that were cancelled by now
 * @param skipped those that were skipped
 */
public record Bucket(
    Instant at, long created, long completed, long failed, long cancelled, long skipped) {}
