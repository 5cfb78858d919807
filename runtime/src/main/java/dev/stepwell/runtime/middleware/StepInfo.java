package dev.stepwell.runtime.middleware;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of a step.
 *
 * @param run the run
 * @param stepId the step's id in the run, with the number of its repetition or element
 * @param attempt which attempt it is, from 1
 * @param maxAttempts how many attempts there are at most
 * @param arguments what the step's method is called with; empty for an inline step
 */
public record StepInfo(
    RunInfo run, String stepId, int attempt, int maxAttempts, List<@Nullable Object> arguments) {}
