package dev.stepwell.runtime.middleware;

import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.secrets.Redaction;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * An execution of a run.
 *
 * @param runId the run
 * @param functionId the function, or the failure handler as {@code id:on-failure}
 * @param event the event that started the run, with its headers
 * @param createdAt when the event was accepted
 * @param startedAt when a worker first took the run
 * @param first whether this is the first execution of the run
 * @param masking finds the secrets for {@link #redaction()}
 */
public record RunInfo(
    UUID runId,
    String functionId,
    StoredEvent event,
    Instant createdAt,
    Instant startedAt,
    boolean first,
    Supplier<Redaction> masking) {
  /**
   * Masks the secrets of the run in texts that leave the process, as the log masks them: values of secret fields of its events, of
   * its stored steps, and of arguments of attempts that failed in this execution. Each call searches the payloads of the run, so
   * call it only when there is something to mask.
   */
  public Redaction redaction() {
    return masking.get();
  }

  /** The execution with another event. */
  RunInfo with(StoredEvent other) {
    return new RunInfo(runId, functionId, other, createdAt, startedAt, first, masking);
  }
}
