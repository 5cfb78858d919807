package dev.stepwell.runtime.model;

/**
 * How many live runs of a function have a step that failed and is attempted again.
 *
 * @param functionId the function
 * @param runs how many there are
 */
public record RetryingRuns(String functionId, long runs) {}
