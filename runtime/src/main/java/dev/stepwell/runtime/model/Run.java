package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One execution of one function for one event, as it is stored.
 *
 * @param id its id
 * @param functionId the function
 * @param eventId the event that started it
 * @param status where it is in its life
 * @param output the result as JSON text; null unless completed
 * @param error why it failed; null unless failed
 * @param cancelledBy the id of the event that cancelled it, or {@code call}; null unless cancelled
 * @param dueAt when it is to go on; null while it runs and once it has ended
 * @param createdAt when its event was accepted
 * @param startedAt when a worker first took it; null before
 * @param endedAt when it ended; null before
 */
public record Run(
    UUID id,
    String functionId,
    String eventId,
    RunStatus status,
    @Nullable String output,
    @Nullable ErrorInfo error,
    @Nullable String cancelledBy,
    @Nullable Instant dueAt,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {
  /** What {@link #cancelledBy} says when no event but a call cancelled the run. */
  public static final String BY_CALL = "call";
}
