package dev.stepwell.runtime.middleware;

import dev.stepwell.runtime.secrets.Redaction;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of a step.
 *
 * @param run the run
 * @param stepId the step's id in the run, with the number of its repetition or element
 * @param attempt the number of the attempt, from 1
 * @param maxAttempts the maximum number of attempts
 * @param arguments the arguments of the step's method; empty for an inline step
 * @param masking finds the secrets for {@link #redaction()}
 */
public record StepInfo(
    RunInfo run,
    String stepId,
    int attempt,
    int maxAttempts,
    List<@Nullable Object> arguments,
    Supplier<Redaction> masking) {
  private static final Pattern NUMBER = Pattern.compile(":\\d+(\\.\\d+)*$");

  /**
   * The step's id without the number of its repetition or element, for names of spans and tags of meters, of which there must not be one per
   * element.
   */
  public String baseId() {
    return NUMBER.matcher(stepId).replaceFirst("");
  }

  /** As {@link RunInfo#redaction()}, with the secrets among the arguments of this attempt. */
  public Redaction redaction() {
    return masking.get();
  }
}
