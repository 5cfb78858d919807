package dev.stepwell.testing;

import dev.stepwell.runtime.engine.BoundFunction;
import dev.stepwell.runtime.engine.Engine;
import dev.stepwell.runtime.engine.Matching;
import dev.stepwell.runtime.engine.RunExecution;
import dev.stepwell.runtime.engine.Ticks;
import dev.stepwell.runtime.engine.Turns;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.store.DeferredEvents;
import dev.stepwell.runtime.store.EventSchedules;
import dev.stepwell.runtime.store.RunAdmission;
import dev.stepwell.runtime.store.RunQueue;
import dev.stepwell.runtime.store.Schedules;
import dev.stepwell.runtime.store.Singletons;
import dev.stepwell.runtime.time.Ids;
import dev.stepwell.testing.memory.MemoryStore;
import dev.stepwell.testing.memory.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Executes due runs one after the other on the calling thread, and advances time to the next due moment. */
final class ManualWorker {
  private static final Duration FOR_EVER = Duration.ofDays(3_650_000);
  private static final RunAdmission TURNS = new Turns();
  private static final RunAdmission.Room ONE_RUN = new RunAdmission.Room(1, Long.MAX_VALUE);
  private static final int MAX_AT_ONCE = 10_000;

  private final UUID id = Ids.next();
  private final RunQueue queue;
  private final DeferredEvents deferredEvents;
  private final Singletons singletons;
  private final Schedules schedules;
  private final EventSchedules eventSchedules;
  private final Ticks ticks;
  private final SettableClock clock;
  private final Engine engine;
  private final Map<String, BoundFunction> functions;
  private boolean executing;
  private @Nullable ClaimedRun last;

  ManualWorker(
      MemoryStore store, SettableClock clock, Engine engine, Map<String, BoundFunction> functions) {
    this.queue = store.queue();
    this.deferredEvents = store.deferredEvents();
    this.singletons = store.singletons();
    this.schedules = store.schedules();
    this.eventSchedules = store.eventSchedules();
    this.ticks = new Ticks(engine.events(), engine.functions());
    this.clock = clock;
    this.engine = engine;
    this.functions = functions;
    register();
  }

  /** Publishes the current functions. */
  void register() {
    queue.register(id, "the test", functions.keySet(), FOR_EVER);
  }

  /** Executes until nothing is due. Inside a step it does nothing; what is due then is executed after the step. */
  void executeDue() {
    if (executing) {
      return;
    }
    executing = true;
    try {
      int count = 0;
      while (executeNext()) {
        count++;
        if (count > MAX_AT_ONCE) {
          throw new AssertionError(MAX_AT_ONCE + " times something was due at " + clock.now()
              + ", and more is due: do functions start each other endlessly? The last run was of "
              + (last == null ? "none" : last.functionId()));
        }
      }
    } finally {
      executing = false;
    }
  }

  private boolean executeNext() {
    Instant now = clock.now();
    boolean ticked = tickCrons(now);
    ticked |= eventSchedules.tick(now, ticks::of) > 0;
    boolean settled = settle(now);
    settled |= singletons.settle(now, Integer.MAX_VALUE).changes() > 0;
    List<ClaimedRun> claimed = queue.claim(id, functions.keySet(), 1, Long.MAX_VALUE, now);
    claimed.forEach(this::execute);
    return ticked || settled || !claimed.isEmpty() || executeLimited();
  }

  private boolean tickCrons(Instant now) {
    Matching matching = engine.functions().matching();
    return schedules
            .tick(
                functions.keySet(),
                now,
                matching.version(),
                (schedule, at) -> ticks.of(schedule, at, matching))
            .orElse(0)
        > 0;
  }

  private boolean executeLimited() {
    Instant now = clock.now();
    List<ClaimedRun> ofSteps =
        queue.claimForSteps(id, functions.keySet(), ONE_RUN, now, TURNS).runs();
    ofSteps.forEach(this::execute);
    List<ClaimedRun> claimed =
        queue.claimLimited(id, functions.keySet(), ONE_RUN, now, TURNS).runs();
    claimed.forEach(this::execute);
    return !ofSteps.isEmpty() || !claimed.isEmpty();
  }

  private void execute(ClaimedRun run) {
    last = run;
    BoundFunction function = Objects.requireNonNull(functions.get(run.functionId()));
    new RunExecution(run, function, engine).execute().join();
    queue.releaseCancelled(id, Set.of(run.id()));
  }

  private boolean settle(Instant now) {
    Matching matching = engine.functions().matching();
    return deferredEvents
            .settle(
                now,
                Integer.MAX_VALUE,
                matching.version(),
                (event, effects) -> matching.matchDeferred(event, effects, Ids::next))
            .events()
        > 0;
  }

  /** The next time at which something is due; null if there is none. */
  @Nullable
  Instant nextDue() {
    RunQueue.Beat beat = Objects.requireNonNull(queue.beat(id, FOR_EVER));
    return Stream.of(beat.nextDue(), beat.nextDeferred(), beat.nextChange(), beat.nextTick())
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** Executes what is due on the way to this time. */
  void advanceTo(Instant time) {
    if (executing) {
      throw new IllegalStateException(
          "cannot advance time inside a step: advance it in the test, outside of steps");
    }
    executeDue();
    Instant next = nextDue();
    while (next != null && !next.isAfter(time)) {
      clock.set(next);
      executeDue();
      next = nextDue();
    }
    clock.set(time);
    executeDue();
  }
}
