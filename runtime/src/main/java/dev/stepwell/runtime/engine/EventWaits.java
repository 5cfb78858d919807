package dev.stepwell.runtime.engine;

import dev.stepwell.ChangedCodeException;
import dev.stepwell.EventMatch;
import dev.stepwell.FirstEvent;
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
import java.util.ArrayList;
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

  /** A match of a wait as requested by the flow, with its fields as JSON text. */
  private record Asked(WaitShape shape, String match, MatchKey key) {}

  /** The time of a wait as requested by the flow. */
  private record Span(Duration timeout, @Nullable Duration lookBack) {}

  /** The results of waits that had begun before this worker took the run and have ended since, as of a time. */
  private record Resumed(Map<String, String> results, Instant at) {}

  /** Like {@code Steps.waitForEvent}; without a look-back it looks back to the start of the run. */
  <E extends Record> Optional<E> waitForEvent(
      String id, EventMatch<E> match, Duration timeout, @Nullable Duration lookBack) {
    StepRecord ended = await(id, List.of(match), new Span(timeout, lookBack));
    Arrived arrived = arrived(ended);
    return arrived == null
        ? Optional.empty()
        : Optional.ofNullable(payload(ended, arrived, match.type()));
  }

  /** Like {@code Steps.any}; without a look-back it looks back to the start of the run. */
  <E extends Record> Optional<FirstEvent<E>> any(
      String id,
      List<? extends EventMatch<? extends E>> matches,
      Duration timeout,
      @Nullable Duration lookBack) {
    if (matches.isEmpty()) {
      throw new IllegalArgumentException("step " + id + " of " + state
          + " waits for any of no events, so none can end it: give at least one match");
    }
    StepRecord ended = await(id, matches, new Span(timeout, lookBack));
    Arrived arrived = arrived(ended);
    if (arrived == null) {
      return Optional.empty();
    }
    int index = index(ended, arrived, matches);
    E event = payload(ended, arrived, matches.get(index).type());
    return event == null ? Optional.empty() : Optional.of(new FirstEvent<>(index, event));
  }

  /** The first match that selects the event, as which the flow gets it. */
  private int index(StepRecord ended, Arrived arrived, List<? extends EventMatch<?>> matches) {
    for (int i = 0; i < matches.size(); i++) {
      Asked asked = asked(ended.id(), matches.get(i));
      String key = arrived.name().equals(asked.shape.event())
          ? json.key(json.opened(arrived.data()), asked.shape.fields())
          : null;
      if (asked.key.key().equals(key)) {
        return i;
      }
    }
    throw new ChangedCodeException("step " + ended.id() + " of " + state
        + " has taken the event " + arrived.name()
        + " in earlier code, but no match of the current code selects it: give the step another id, then rerun the runs that failed"
        + " for this reason");
  }

  private StepRecord await(String id, List<? extends EventMatch<?>> matches, Span span) {
    Branch branch = state.enter();
    String number = state.number(branch, id);
    StepRecord known = state.known(branch, number, StepKind.WAIT);
    if (known != null && known.status() == StepStatus.COMPLETED) {
      return known;
    } else if (known != null && known.status() == StepStatus.FAILED) {
      throw Outcomes.exception(known);
    }
    List<Asked> asked = matches.stream().map(match -> asked(number, match)).toList();
    check(number, matches.get(0), span);
    if (known == null) {
      state.beginWork(branch);
    }
    state.awaitRecorded(branch);
    StepRecord waiting = known == null ? begin(branch, number, asked, span) : known;
    Instant until = Objects.requireNonNull(waiting.dueAt());
    boolean over = !until.isAfter(state.now());
    String result = known == null ? take(branch, number) : taken(branch, number, until, over);
    if (result == null && !over) {
      throw state.parkAt(number, branch, until);
    }
    if (result != null && branch.racer() != null) {
      return reloaded(branch, number);
    }
    StepRecord ended = Outcomes.completed(
        number,
        StepKind.WAIT,
        result == null ? "null" : result,
        result == null ? until : null,
        waiting.startedAt(),
        state.now());
    if (result == null) {
      branch.recording(state.settled(branch, StepWrite.of(state.run().id(), ended)));
      state.awaitRecorded(branch);
    } else {
      state.secrets().add(ended);
    }
    return ended;
  }

  private static void check(String step, EventMatch<?> match, Span span) {
    if (span.timeout.isNegative() || (span.lookBack != null && span.lookBack.isNegative())) {
      throw new IllegalArgumentException("step " + step + " waits for " + match.event()
          + ", and its timeout " + span.timeout + " or its look-back " + span.lookBack
          + " is negative");
    }
  }

  private Asked asked(String step, EventMatch<?> match) {
    Map<String, @Nullable Object> fields = new TreeMap<>(match.fields());
    String text = json.encode(fields, Map.class);
    List<String> names = List.copyOf(fields.keySet());
    String key = json.key(text, names);
    if (key == null) {
      throw new IllegalArgumentException("step " + step + " waits for " + match.event()
          + " with a field that is null, but no event can match null: " + text);
    }
    return new Asked(new WaitShape(match.event(), names), text, new MatchKey(match.event(), key));
  }

  /** Stores the wait, and when the run first arrived here. */
  private StepRecord begin(Branch branch, String number, List<Asked> asked, Span span) {
    Instant startedAt = state.now();
    Instant since = since(span.lookBack, startedAt);
    Waits waits = state.engine().ports().waits();
    List<EventWait> all = new ArrayList<>();
    for (Asked one : asked) {
      boolean settled = state.ask(
          branch, () -> waits.listen(one.shape, Objects.requireNonNullElse(since, startedAt)));
      all.add(new EventWait(one.key, since, settled ? null : one.shape));
    }
    state.listen();
    StepRecord waiting = Outcomes.waiting(
            number, StepKind.WAIT, startedAt, TimeRange.after(startedAt, span.timeout))
        .withInput(input(asked));
    EventWait wait = all.size() == 1 ? all.get(0) : all.get(0).or(all.subList(1, all.size()));
    state.record(branch, new StepWrite(state.run().id(), waiting, null, wait, List.of()));
    state.awaitRecorded(branch);
    return waiting;
  }

  private @Nullable String input(List<Asked> asked) {
    Inputs inputs = state.engine().inputs();
    return asked.size() == 1
        ? inputs.ofWait(asked.get(0).shape.event(), asked.get(0).match)
        : inputs.ofWaits(
            asked.stream().map(one -> one.shape.event()).toList(),
            asked.stream().map(Asked::match).toList());
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

  /** The wait as it has ended in the store, with the time of its event, by which a race is decided. */
  private StepRecord reloaded(Branch branch, String number) {
    Waits waits = state.engine().ports().waits();
    StepRecord ended =
        state.ask(branch, () -> waits.ended(state.run().id(), List.of(number))).get(0);
    state.secrets().add(ended);
    state.remember(ended);
    Objects.requireNonNull(branch.racer()).reaches(number, ended);
    return ended;
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

  private @Nullable Arrived arrived(StepRecord ended) {
    return stored.arrived(Objects.requireNonNull(ended.result()));
  }

  private <E extends Record> @Nullable E payload(StepRecord ended, Arrived arrived, Class<E> type) {
    return type.cast(state.decoded(ended, arrived.data(), type));
  }
}
