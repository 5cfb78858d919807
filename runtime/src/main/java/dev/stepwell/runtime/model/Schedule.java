package dev.stepwell.runtime.model;

import java.time.Instant;

/**
 * A clock that starts runs of a function.
 *
 * @param functionId the function
 * @param expression a cron expression of five fields
 * @param timeZone the id of its time zone
 * @param nextAt when it ticks next
 */
public record Schedule(String functionId, String expression, String timeZone, Instant nextAt) {}
