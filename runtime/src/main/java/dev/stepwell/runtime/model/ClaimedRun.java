package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A run that this process holds and is to execute.
 *
 * @param id its id
 * @param functionId the function to execute
 * @param event the event that started it
 * @param createdAt when its event was accepted
 * @param startedAt when a worker first took it
 * @param first whether no worker had taken it before
 * @param steps what is stored of its steps
 */
public record ClaimedRun(
    UUID id,
    String functionId,
    Event event,
    Instant createdAt,
    Instant startedAt,
    boolean first,
    List<StepRecord> steps) {
  /** How many characters of JSON came with it, of its event and the results of its steps. */
  public long size() {
    long size = event.data().length();
    for (StepRecord step : steps) {
      size += step.result() == null ? 0 : step.result().length();
    }
    return size;
  }
}
