package dev.stepwell.runtime.model;

import java.time.Instant;

/**
 * A cron of a function.
 *
 * @param functionId the function
 * @param expression a cron expression of five fields
 * @param timeZone the id of its time zone
 * @param nextAt the next tick
 */
public record Schedule(String functionId, String expression, String timeZone, Instant nextAt) {}
