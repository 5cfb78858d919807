package dev.stepwell.runtime.middleware;

import dev.stepwell.runtime.model.StoredEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * An execution of a run.
 *
 * @param runId the run
 * @param functionId the function, or the failure function as {@code id:on-failure}
 * @param event the event that started the run, with its headers
 * @param createdAt when the event was accepted
 * @param startedAt when a worker first took the run
 * @param first whether this is the first execution of the run
 */
public record RunInfo(
    UUID runId,
    String functionId,
    StoredEvent event,
    Instant createdAt,
    Instant startedAt,
    boolean first) {}
