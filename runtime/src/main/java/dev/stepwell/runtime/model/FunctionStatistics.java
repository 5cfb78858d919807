package dev.stepwell.runtime.model;

import java.time.Duration;

/**
 * The statistics of a function in one process since its start. The numbers only grow.
 *
 * @param functionId the function, or a failure handler
 * @param started the number of runs that this process was the first to execute
 * @param completed the number of runs completed here
 * @param failed the number of runs failed here
 * @param cancelled the number of runs cancelled during their execution here, by any process
 * @param steps the number of steps with code that completed or failed here
 * @param failedAttempts the number of failed attempts of steps here
 * @param running the total duration of runs that ended here, from their first start
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
