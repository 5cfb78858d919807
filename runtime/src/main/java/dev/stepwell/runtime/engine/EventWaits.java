package dev.stepwell.runtime.engine;

import dev.stepwell.EventMatch;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.codec.StoredJson.Arrived;
import dev.stepwell.runtime.model.EventWait;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.WaitShape;
import dev.stepwell.runtime.store.Waits;
import dev.stepwell.runtime.time.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The waits of a run for events, by the rule of {@link Waits}.
 *
 * <p>No event is missed: the run looks for events once the wait is on disk, and an event stored after the wait is
 * matched with it after its own transaction has committed. The first to find the other ends the wait; the other finds
 * it ended.
 */
final class EventWaits {
  private final RunState state;
  private final Json json;
  private final StoredJson stored;
  private final ReentrantLock resuming = new ReentrantLock();
  private @Nullable Resumed resumed;

  EventWaits(RunState state) {
    this.state = state;
    this.json = state.engine().json();
    this.stored = new StoredJson(json);
  }

  /** A wait as requested by the flow. */
  private record Asked(
      WaitShape shape, String match, MatchKey key, @Nullable Duration lookBack) {}

  /** The results of waits that had begun before this worker took the run and have ended since, as of a time. */
  private record Resumed(Map<String, String> results, Instant at) {}

  /** Like {@code Steps.waitForEvent}; without a look-back it looks back to the start of the run. */
  <E extends Record> Optional<E> waitForEvent(
      String id, EventMatch<E> match, Duration timeout, @Nullable Duration lookBack) {
    Branch branch = state.enter();
    String number = state.number(branch, id);
    StepRecord known = state.known(number, StepKind.WAIT);
    if (known != null && known.status() == StepStatus.COMPLETED) {
      return payload(known, match.type());
    }
    Asked asked = asked(number, match, timeout, lookBack);
    state.awaitRecorded(branch);
    StepRecord waiting = known == null ? begin(branch, number, asked, timeout) : known;
    Instant until = Objects.requireNonNull(waiting.dueAt());
    boolean over = !until.isAfter(state.now());
    String result = known == null ? take(branch, number) : taken(branch, number, until, over);
    if (result == null && !over) {
      throw state.park(branch, until);
    }
    StepRecord ended = Outcomes.completed(
        number,
        StepKind.WAIT,
        result == null ? "null" : result,
        result == null ? until : null,
        waiting.startedAt(),
        state.now());
    if (result == null) {
      state.record(branch, StepWrite.of(state.run().id(), ended));
      state.awaitRecorded(branch);
    } else {
      state.secrets().add(ended);
    }
    return payload(ended, match.type());
  }

  private Asked asked(
      String step, EventMatch<?> match, Duration timeout, @Nullable Duration lookBack) {
    if (timeout.isNegative() || (lookBack != null && lookBack.isNegative())) {
      throw new IllegalArgumentException("step " + step + " waits for " + match.event()
          + ", and its timeout " + timeout + " or its look-back " + lookBack + " is negative");
    }
    Map<String, @Nullable Object> fields = new TreeMap<>(match.fields());
    String text = json.encode(fields, Map.class);
    List<String> names = List.copyOf(fields.keySet());
    String key = json.key(text, names);
    if (key == null) {
      throw new IllegalArgumentException("step " + step + " waits for " + match.event()
          + " with a field that is null, which no event can match: " + text);
    }
    return new Asked(
        new WaitShape(match.event(), names), text, new MatchKey(match.event(), key), lookBack);
  }

  /** Stores the wait, and when the run first arrived here. */
  private StepRecord begin(Branch branch, String number, Asked asked, Duration timeout) {
    Instant startedAt = state.now();
    Instant since = since(asked.lookBack, startedAt);
    Waits waits = state.engine().ports().waits();
    boolean settled = state.ask(
        branch, () -> waits.listen(asked.shape, Objects.requireNonNullElse(since, startedAt)));
    state.listen();
    StepRecord waiting = Outcomes.waiting(
            number, StepKind.WAIT, startedAt, TimeRange.after(startedAt, timeout))
        .withInput(state.engine().inputs().ofWait(asked.shape.event(), asked.match));
    EventWait wait = new EventWait(asked.key, since, settled ? null : asked.shape);
    state.record(branch, new StepWrite(state.run().id(), waiting, null, wait, List.of()));
    state.awaitRecorded(branch);
    return waiting;
  }

  /** How far the wait looks back before the arrival of the run; null if it does not. */
  private @Nullable Instant since(@Nullable Duration lookBack, Instant startedAt) {
    if (lookBack == null) {
      Instant created = state.run().createdAt();
      return created.isAfter(startedAt) ? startedAt : created;
    } else if (lookBack.isZero()) {
      return null;
    }
    return lookBack.compareTo(Duration.between(Instant.EPOCH, startedAt)) > 0
        ? Instant.EPOCH
        : startedAt.minus(lookBack);
  }

  private @Nullable String take(Branch branch, String number) {
    Waits waits = state.engine().ports().waits();
    return state
        .ask(branch, () -> waits.take(state.run().id(), List.of(number)))
        .get(number);
  }

  /**
   * The event of a wait that had begun earlier: all such waits of the run are checked together, and once more when they
   * time out.
   */
  private @Nullable String taken(Branch branch, String number, Instant until, boolean over) {
    Resumed last;
    resuming.lock();
    try {
      last = resumed == null ? resume(branch) : resumed;
      resumed = last;
    } finally {
      resuming.unlock();
    }
    String result = last.results.get(number);
    return result == null && over && until.isAfter(last.at) ? take(branch, number) : result;
  }

  private Resumed resume(Branch branch) {
    Instant at = state.now();
    Set<String> open = state.stored().stream()
        .filter(step -> step.kind() == StepKind.WAIT && step.status() == StepStatus.WAITING)
        .map(StepRecord::id)
        .collect(Collectors.toSet());
    Waits waits = state.engine().ports().waits();
    return new Resumed(state.ask(branch, () -> waits.take(state.run().id(), open)), at);
  }

  private <E extends Record> Optional<E> payload(StepRecord ended, Class<E> type) {
    Arrived arrived = stored.arrived(Objects.requireNonNull(ended.result()));
    return arrived == null
        ? Optional.empty()
        : Optional.ofNullable(type.cast(state.decoded(ended, arrived.data(), type)));
  }
}
