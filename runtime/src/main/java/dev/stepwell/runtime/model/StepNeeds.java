package dev.stepwell.runtime.model;

import java.util.List;
import java.util.UUID;

/**
 * What an attempt of a step takes of the limits of that step.
 *
 * @param stepId the step's id in the run
 * @param uses what it takes of each limit; at least one
 */
public record StepNeeds(UUID runId, String stepId, List<RunLimits.Use> uses) {
  /** Keeps a copy of the uses. */
  public StepNeeds {
    uses = List.copyOf(uses);
  }

  /** The same without these keys, because the run already holds their slots. */
  public StepNeeds without(List<LimitKey> held) {
    return new StepNeeds(
        runId, stepId, uses.stream().filter(use -> !held.contains(use.key())).toList());
  }

  /** The same as limits, which no line of runs shares. */
  public RunLimits limits() {
    return new RunLimits("", uses);
  }

  /** Equal for needs of equal limits and keys, which wait in one line. */
  public String line() {
    StringBuilder line = new StringBuilder();
    uses.forEach(use ->
        line.append(use.key().limit()).append('\u001f').append(use.key().key()).append('\n'));
    return line.toString();
  }
}
