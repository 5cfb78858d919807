package dev.stepwell.runtime.middleware;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of a step.
 *
 * @param run the run
 * @param stepId the step's id in the run, with the number of its repetition or element
 * @param attempt the number of the attempt, from 1
 * @param maxAttempts the maximum number of attempts
 * @param arguments the arguments of the step's method; empty for an inline step
 */
public record StepInfo(
    RunInfo run, String stepId, int attempt, int maxAttempts, List<@Nullable Object> arguments) {}
