package dev.stepwell.runtime.worker;

import dev.stepwell.runtime.client.LoadedFunctions;
import dev.stepwell.runtime.engine.Events;
import dev.stepwell.runtime.engine.Matching;
import dev.stepwell.runtime.store.DeferredEvents;
import dev.stepwell.runtime.store.DeferredEvents.Settled;
import dev.stepwell.runtime.store.EventSchedules;
import dev.stepwell.runtime.store.Schedules;
import dev.stepwell.runtime.store.Singletons;
import dev.stepwell.runtime.store.StoreException;
import dev.stepwell.runtime.store.Waits;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The shared work of all workers: settles deferred effects of events, and starts the runs of crons. */
public final class Chores {
  private static final int MAX_EVENTS = 500;

  private final DeferredEvents deferred;
  private final Waits waits;
  private final Schedules schedules;
  private final EventSchedules eventSchedules;
  private final DueEffects effects;
  private final LoadedFunctions functions;
  private final Singletons singletons;
  private final Set<UUID> stopped = new HashSet<>();
  private Instant singletonsDueAt = Instant.MIN;
  private Instant effectsDueAt = Instant.MIN;
  private Instant tickDueAt = Instant.MIN;
  private Instant shapesDueAt = Instant.MIN;
  private long version = -1;

  /** Uses these ports. It polls immediately, because it does not know when something is due. */
  public Chores(
      DeferredEvents deferred,
      Singletons singletons,
      Waits waits,
      Schedules schedules,
      EventSchedules eventSchedules,
      Events events,
      LoadedFunctions functions) {
    this.deferred = deferred;
    this.singletons = singletons;
    this.waits = waits;
    this.schedules = schedules;
    this.eventSchedules = eventSchedules;
    this.effects = new DueEffects(events, functions);
    this.functions = functions;
  }

  /** Registers when effects of events are due. */
  synchronized void effectsAreDueAt(Instant time) {
    if (time.isBefore(effectsDueAt)) {
      effectsDueAt = time;
    }
  }

  /** Notes that changes of singletons are due then. */
  synchronized void singletonsAreDueAt(Instant time) {
    if (time.isBefore(singletonsDueAt)) {
      singletonsDueAt = time;
    }
  }

  /** Notes that this run, which may have been cancelled for another, is not executed here any more. */
  void stopped(UUID runId) {
    synchronized (stopped) {
      stopped.add(runId);
    }
  }

  /** Notes when a schedule ticks next; null if there is none. */
  synchronized void ticksAt(@Nullable Instant time) {
    tickDueAt = time == null ? Instant.MAX : time;
  }

  /** Loads the functions and the shapes of waits if their version differs. */
  synchronized void versionIs(long stored) {
    functions.versionIs(stored);
    if (version != stored) {
      version = stored;
      shapesDueAt = Instant.MIN;
    }
  }

  /** When to recheck unsettled shapes of waits; null if there are none. */
  synchronized @Nullable Instant shapesDueAt() {
    return shapesDueAt.equals(Instant.MAX) ? null : shapesDueAt;
  }

  /** The functions with which effects are settled. */
  public LoadedFunctions functions() {
    return functions;
  }

  /**
   * Does a part of the due work, and registers whether there is more.
   *
   * @param workerId the worker that does it
   * @param functionIds the functions whose schedules start runs here
   * @param cancelled receives the cancelled runs
   * @return whether anything was done
   */
  public boolean doDue(
      UUID workerId, Set<String> functionIds, Instant now, Consumer<Set<UUID>> cancelled) {
    if (takeShapes(now)) {
      settleShapes(now);
    }
    reportStopped(workerId);
    boolean done = takeTick(now) && tick(functionIds, now);
    done |= takeSingletons(now) && settleSingletons(now, cancelled);
    return takeEffects(now) ? (settleSome(now, cancelled) || done) : done;
  }

  private boolean tick(Set<String> functionIds, Instant now) {
    boolean ticked = tickCrons(functionIds, now) > 0;
    if (eventSchedules.tick(now, effects::tick) == 0) {
      return ticked;
    }
    effectsAreDueAt(now);
    ticksAt(now);
    return true;
  }

  private int tickCrons(Set<String> functionIds, Instant now) {
    while (true) {
      Matching matching = functions.matching();
      OptionalInt ticked =
          schedules.tick(functionIds, now, matching.version(), effects.ticker(matching));
      if (ticked.isPresent()) {
        return ticked.getAsInt();
      }
      functions.reload();
    }
  }

  private boolean settleSome(Instant now, Consumer<Set<UUID>> cancelled) {
    try {
      Settled settled = settle(now);
      cancelled.accept(settled.cancelled());
      if (settled.more()) {
        effectsAreDueAt(now);
      }
      return settled.events() > 0;
    } catch (StoreException e) {
      effectsAreDueAt(now);
      throw e;
    }
  }

  private void reportStopped(UUID workerId) {
    List<UUID> reported;
    synchronized (stopped) {
      reported = List.copyOf(stopped);
    }
    if (!reported.isEmpty()) {
      singletons.stopped(workerId, reported);
      synchronized (stopped) {
        stopped.removeAll(reported);
      }
      singletonsAreDueAt(Instant.MIN);
    }
  }

  private boolean settleSingletons(Instant now, Consumer<Set<UUID>> cancelled) {
    try {
      Singletons.Settled settled = singletons.settle(now, MAX_EVENTS);
      cancelled.accept(settled.cancelled());
      if (settled.changes() == MAX_EVENTS || !settled.cancelled().isEmpty()) {
        singletonsAreDueAt(now);
      }
      if (settled.next() != null) {
        singletonsAreDueAt(settled.next());
      }
      return settled.changes() > 0;
    } catch (StoreException e) {
      singletonsAreDueAt(now);
      throw e;
    }
  }

  private synchronized boolean takeSingletons(Instant now) {
    boolean due = !singletonsDueAt.isAfter(now);
    singletonsDueAt = due ? Instant.MAX : singletonsDueAt;
    return due;
  }

  /** When to look again at singletons; null if nothing is known to be due. */
  synchronized @Nullable Instant singletonsDueAt() {
    return singletonsDueAt.equals(Instant.MAX) ? null : singletonsDueAt;
  }

  private void settleShapes(Instant now) {
    try {
      shapesAreDueAt(waits.settle(now));
      shapesAreDueAt(functions.settleLimits(now));
    } catch (StoreException e) {
      shapesAreDueAt(now);
      throw e;
    }
  }

  private synchronized boolean takeShapes(Instant now) {
    boolean due = !shapesDueAt.isAfter(now);
    shapesDueAt = due ? Instant.MAX : shapesDueAt;
    return due;
  }

  private synchronized void shapesAreDueAt(@Nullable Instant time) {
    if (time != null && time.isBefore(shapesDueAt)) {
      shapesDueAt = time;
    }
  }

  private synchronized boolean takeTick(Instant now) {
    boolean due = !tickDueAt.isAfter(now);
    tickDueAt = due ? Instant.MAX : tickDueAt;
    return due;
  }

  private synchronized boolean takeEffects(Instant now) {
    boolean due = !effectsDueAt.isAfter(now);
    effectsDueAt = due ? Instant.MAX : effectsDueAt;
    return due;
  }

  private Settled settle(Instant now) {
    while (true) {
      Matching matching = functions.matching();
      Settled settled =
          deferred.settle(now, MAX_EVENTS, matching.version(), effects.matcher(matching));
      if (!settled.functionsChanged()) {
        return settled;
      }
      functions.reload();
    }
  }
}
