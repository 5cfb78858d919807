package dev.stepwell.runtime.model;

import java.time.Duration;

/**
 * What one process has done of a function since it began. The numbers only grow.
 *
 * @param functionId the function, or a failure function
 * @param started how many of its runs were first taken here
 * @param completed how many have completed here
 * @param failed how many have failed here
 * @param cancelled how many were cancelled while they were executed here, also by others; not those that waited
 * @param steps how many steps that run code have completed or failed here
 * @param failedAttempts how many attempts of steps have failed here
 * @param running how long the runs took that have ended here, from their first start, taken together
 */
public record FunctionStatistics(
    String functionId,
    long started,
    long completed,
    long failed,
    long cancelled,
    long steps,
    long failedAttempts,
    Duration running) {}
