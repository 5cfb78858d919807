package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored run: one execution of one function for one event.
 *
 * @param id its id
 * @param functionId the function
 * @param eventId the event that started it
 * @param status its status
 * @param output the result as JSON text; null unless completed
 * @param error why it failed; null unless failed
 * @param cancelledBy the id of the event that cancelled it, or {@code call}, {@code timeout}, {@code caller}, {@code singleton} or {@code retired}; null unless
 *     cancelled
 * @param caller the step that waits for its end; null if none does
 * @param rerunOf the run that this one repeats; null if it repeats none
 * @param dueAt when it is due; null while it runs, once it has ended, and while only an event or another run can wake it
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
    @Nullable Caller caller,
    @Nullable UUID rerunOf,
    @Nullable Instant dueAt,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {
  /** The value of {@link #cancelledBy} for a cancellation by call. */
  public static final String BY_CALL = "call";

  /** The value of {@link #cancelledBy} for a timeout of the run. */
  public static final String BY_TIMEOUT = "timeout";

  /** The value of {@link #cancelledBy} if the run that invoked this one was cancelled. */
  public static final String BY_CALLER = "caller";

  /** What {@link #cancelledBy} says when a newer run took the run's place, by {@link dev.stepwell.Singleton}. */
  public static final String BY_SINGLETON = "singleton";

  /** What {@link #cancelledBy} says when the run's function was retired. */
  public static final String BY_RETIREMENT = "retired";

  /** The same without its output. */
  public Run withoutOutput() {
    return without(error);
  }

  /**
   * The same for display: without its output, and with a shortened error.
   *
   * @param limit the maximum number of characters of the error's message
   */
  public Run shortened(int limit) {
    return without(error == null ? null : error.shortened(limit));
  }

  private Run without(@Nullable ErrorInfo otherError) {
    return new Run(
        id,
        functionId,
        eventId,
        status,
        null,
        otherError,
        cancelledBy,
        caller,
        rerunOf,
        dueAt,
        createdAt,
        startedAt,
        endedAt);
  }
}
