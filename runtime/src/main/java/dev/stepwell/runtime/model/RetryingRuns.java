package dev.stepwell.runtime.model;

/**
 * The number of live runs of a function that retry a failed step.
 *
 * @param functionId the function
 * @param runs the number of runs
 */
public record RetryingRuns(String functionId, long runs) {}
