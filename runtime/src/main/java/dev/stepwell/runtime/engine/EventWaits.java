package dev.stepwell.runtime.engine;

import dev.stepwell.EventMatch;
import dev.stepwell.contract.UncatchableSuspension;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.codec.StoredJson.Arrived;
import dev.stepwell.runtime.model.Event;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.WaitShape;
import dev.stepwell.runtime.store.Waits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The waits of a run for events.
 *
 * <p>No event is missed: the wait is on disk before the run looks back, and an event that is stored after the wait is held against
 * it once its own transaction has committed. Whichever finds the other first ends the wait; the other finds it ended.
 */
final class EventWaits {
  private static final Duration UNTIL_LISTENING = Duration.ofMillis(50);
  private static final int MOST_FOUND = 100;

  private final RunState state;
  private final Json json;
  private final StoredJson stored;

  /** The ids of the events that waits of this run have taken. */
  private final Set<String> taken = ConcurrentHashMap.newKeySet();

  EventWaits(RunState state) {
    this.state = state;
    this.json = state.engine().json();
    this.stored = new StoredJson(json);
    for (StepRecord step : state.stored()) {
      if (step.kind() == StepKind.WAIT && step.status() == StepStatus.COMPLETED) {
        Arrived arrived = stored.arrived(Objects.requireNonNull(step.result()));
        if (arrived != null) {
          taken.add(arrived.id());
        }
      }
    }
  }

  /** A wait as the flow asks for it. */
  private record Asked(WaitShape shape, String match, MatchKey key, Duration lookBack) {}

  <E extends Record> Optional<E> waitForEvent(
      String id, EventMatch<E> match, Duration timeout, Duration lookBack) {
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
    Event found = over || !lookBack.isZero() ? find(branch, asked, waiting, until) : null;
    if (found == null && !over) {
      throw state.park(branch, until);
    }
    StepRecord ended = Outcomes.completed(
        number,
        StepKind.WAIT,
        found == null ? "null" : stored.arrived(found),
        found == null ? until : null,
        waiting.startedAt(),
        state.now());
    state.record(branch, StepWrite.of(state.run().id(), ended));
    state.awaitRecorded(branch);
    return payload(ended, match.type());
  }

  private Asked asked(String step, EventMatch<?> match, Duration timeout, Duration lookBack) {
    if (timeout.isNegative() || lookBack.isNegative()) {
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

  /** Stores the wait; until all senders know of its shape, the run comes back to try again. */
  private StepRecord begin(Branch branch, String number, Asked asked, Duration timeout)
      throws UncatchableSuspension {
    Instant startedAt = state.now();
    Waits waits = state.engine().ports().waits();
    if (!state.ask(branch, () -> waits.listen(asked.shape))) {
      throw state.park(branch, startedAt.plus(UNTIL_LISTENING));
    }
    state.listen();
    StepRecord waiting = Outcomes.waiting(
            number, StepKind.WAIT, startedAt, Outcomes.later(startedAt, timeout))
        .withInput(state.engine().inputs().ofWait(asked.shape.event(), asked.match));
    state.record(branch, new StepWrite(state.run().id(), waiting, null, asked.key, List.of()));
    state.awaitRecorded(branch);
    return waiting;
  }

  /** The first event in time that no other wait of this run has taken. */
  private @Nullable Event find(Branch branch, Asked asked, StepRecord waiting, Instant until) {
    Instant since = waiting.startedAt().minus(asked.lookBack);
    Waits waits = state.engine().ports().waits();
    for (Event event :
        state.ask(branch, () -> waits.find(asked.shape, asked.match, since, MOST_FOUND))) {
      if (!event.time().isAfter(until) && taken.add(event.id())) {
        return event;
      }
    }
    return null;
  }

  private <E extends Record> Optional<E> payload(StepRecord ended, Class<E> type) {
    Arrived arrived = stored.arrived(Objects.requireNonNull(ended.result()));
    return arrived == null
        ? Optional.empty()
        : Optional.ofNullable(type.cast(state.decoded(ended, arrived.data(), type)));
  }
}
