package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.Caller;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.SkippedRun;
import dev.stepwell.runtime.model.SkippedRun.Rule;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A new run, and how it is stored. */
final class PlannedRun {
  private final PendingStart start;
  private final String eventId;
  private final List<MatchKey> cancelledBy;
  private RunStatus status;
  private @Nullable Instant dueAt;
  private final @Nullable Instant gatheredAt;
  private boolean replacesAnother;
  private @Nullable SkippedRun skipped;

  private PlannedRun(
      PendingStart start,
      String eventId,
      List<MatchKey> cancelledBy,
      RunStatus status,
      @Nullable Instant dueAt,
      @Nullable Instant gatheredAt) {
    this.gatheredAt = gatheredAt;
    this.start = start;
    this.eventId = eventId;
    this.cancelledBy = cancelledBy;
    this.status = status;
    this.dueAt = dueAt;
  }

  /** A run that is due now. */
  static PlannedRun due(PendingStart start, Instant now) {
    return new PlannedRun(
        start,
        start.event().id(),
        start.run().cancelledBy(),
        RunStatus.QUEUED,
        now.minusSeconds(start.rules().headStart()),
        null);
  }

  /** A run that gathers events. */
  static PlannedRun gathering(PendingStart start, Gathered.Waiting waiting) {
    return new PlannedRun(
        start,
        waiting.eventId(),
        waiting.cancelledBy(),
        waiting.closed() ? RunStatus.QUEUED : RunStatus.WAITING,
        waiting.closed()
            ? waiting.dueAt().minusSeconds(start.rules().headStart())
            : waiting.dueAt(),
        waiting.dueAt());
  }

  /** Has it wait for the end of another run. */
  void await() {
    status = RunStatus.WAITING;
    dueAt = null;
  }

  /** Has it take the place of a stored run that waits, which is skipped. */
  void replaceAnother() {
    replacesAnother = true;
  }

  boolean replacesAnother() {
    return replacesAnother;
  }

  void skip(Rule rule, String key, @Nullable UUID successor) {
    status = RunStatus.SKIPPED;
    dueAt = null;
    skipped = new SkippedRun(id(), functionId(), rule, key, successor);
  }

  PendingStart start() {
    return start;
  }

  UUID id() {
    return start.runId();
  }

  String functionId() {
    return start.run().functionId();
  }

  String eventId() {
    return eventId;
  }

  /** The limits under which it is claimed; null for none. */
  @Nullable
  RunLimits limits() {
    return start.run().limits();
  }

  RunStatus status() {
    return status;
  }

  /** By how many seconds it counts as older than it is; null for 0. */
  @Nullable
  Integer headStart() {
    int seconds = start.rules().headStart();
    return seconds == 0 ? null : seconds;
  }

  /** When it is due; null for never, and for a run that is skipped. */
  @Nullable
  Instant dueAt() {
    return dueAt;
  }

  /** When it has gathered its events; null if it gathers none. */
  @Nullable
  Instant gatheredAt() {
    return gatheredAt;
  }

  /** Why it is skipped; null if it is not. */
  @Nullable
  SkippedRun skipped() {
    return skipped;
  }

  /** Whether it gathers events, or waits for a time. */
  boolean waitsForTime() {
    return status == RunStatus.WAITING && dueAt != null;
  }

  /** Whether rows of rules are to be updated when it first starts or ends. */
  boolean isRuled() {
    return skipped == null
        && (start.rules().singleton() != null
            || start.rules().maxWaiting() != null
            || start.rules().batch() != null);
  }

  /** What cancels it while it is live. */
  List<Listening> listening() {
    return skipped == null
        ? cancelledBy.stream().map(key -> new Listening(id(), key)).toList()
        : List.of();
  }

  <T> @Nullable T caller(Function<Caller, T> part) {
    Caller caller = start.run().caller();
    return caller == null ? null : part.apply(caller);
  }
}
