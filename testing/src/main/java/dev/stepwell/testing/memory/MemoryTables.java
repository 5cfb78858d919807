package dev.stepwell.testing.memory;

import dev.stepwell.runtime.model.Deferral.Effects;
import dev.stepwell.runtime.model.DelayedStep;
import dev.stepwell.runtime.model.EventSchedule;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.LimitChange;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.Retry;
import dev.stepwell.runtime.model.Schedule;
import dev.stepwell.runtime.model.SkippedRun;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.StuckStep;
import dev.stepwell.runtime.model.WaitShape;
import dev.stepwell.runtime.store.Signals.Listener;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.testing.memory.Rows.Accepted;
import dev.stepwell.testing.memory.Rows.Cancellable;
import dev.stepwell.testing.memory.Rows.CancelledStart;
import dev.stepwell.testing.memory.Rows.Deferred;
import dev.stepwell.testing.memory.Rows.GatheringRow;
import dev.stepwell.testing.memory.Rows.KeyedEvent;
import dev.stepwell.testing.memory.Rows.Order;
import dev.stepwell.testing.memory.Rows.PastPause;
import dev.stepwell.testing.memory.Rows.RuleKey;
import dev.stepwell.testing.memory.Rows.SingletonChange;
import dev.stepwell.testing.memory.Rows.SingletonRow;
import dev.stepwell.testing.memory.Rows.StepKey;
import dev.stepwell.testing.memory.Rows.Suspect;
import dev.stepwell.testing.memory.Rows.Taken;
import dev.stepwell.testing.memory.Rows.Wait;
import dev.stepwell.testing.memory.Rows.Worker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All stored data, under one lock: holding it is a transaction. Reject before the first change, because there is no
 * rollback.
 */
final class MemoryTables {
  /** The signals that listeners receive after a transaction. */
  enum News {
    DUE,
    CANCELLED,
    EFFECTS,
    SINGLETONS,
    FUNCTIONS
  }

  /** The clock of the store. */
  final Clock clock;

  final Map<String, Instant> logouts = new HashMap<>();
  final Map<String, Accepted> events = new LinkedHashMap<>();
  final List<Deferred> deferred = new ArrayList<>();
  final Map<UUID, RunRow> runs = new LinkedHashMap<>();
  private final Map<UUID, RunRow> liveRuns = new LinkedHashMap<>();
  final Map<UUID, Map<String, StepRecord>> steps = new LinkedHashMap<>();
  final Map<UUID, List<FailedAttempt>> failedAttempts = new LinkedHashMap<>();
  final Set<Cancellable> cancellables = new LinkedHashSet<>();
  final Set<CancelledStart> cancelledStarts = new LinkedHashSet<>();

  /** In order of their beginning. */
  final Map<StepKey, Wait> waits = new LinkedHashMap<>();

  final Map<MatchKey, Map<String, KeyedEvent>> keyedEvents = new LinkedHashMap<>();

  final Set<Taken> taken = new LinkedHashSet<>();

  /** What had been stored when runs were created. */
  final Map<UUID, Long> createdAt = new LinkedHashMap<>();

  final Map<Order, Instant> orders = new LinkedHashMap<>();
  /** Why runs were skipped. */
  final Map<UUID, SkippedRun> skipped = new LinkedHashMap<>();

  /** When rate limits have accepted runs, within their periods. */
  final Map<RuleKey, List<Instant>> accepted = new LinkedHashMap<>();

  /** The runs that gather events. */
  final Map<RuleKey, GatheringRow> gathering = new LinkedHashMap<>();

  /** The events of runs that have several, in the order of their arrival. */
  final Map<UUID, List<String>> gathered = new LinkedHashMap<>();

  /** What operators have changed, the newest first. */
  final List<LimitChange> limitChanges = new ArrayList<>();

  /** The pauses of functions that are over. */
  final List<PastPause> pastPauses = new ArrayList<>();

  /** When runs that gather events have gathered them. */
  final Map<UUID, Instant> gatheredAt = new LinkedHashMap<>();

  /** By how many seconds runs count as older than they are. */
  final Map<UUID, Integer> headStarts = new LinkedHashMap<>();

  /** The runs that count while they wait for their first attempt. */
  final Map<UUID, RuleKey> counted = new LinkedHashMap<>();

  final Map<RuleKey, SingletonRow> singletons = new LinkedHashMap<>();
  final List<SingletonChange> singletonChanges = new ArrayList<>();

  /** Cancelled runs of singletons that their worker may still be executing. */
  final Map<UUID, UUID> stopping = new LinkedHashMap<>();

  final Map<UUID, Worker> workers = new LinkedHashMap<>();

  /** Workers whose processes are known to be dead. */
  final Set<UUID> crashed = new LinkedHashSet<>();

  final Map<UUID, Suspect> suspects = new LinkedHashMap<>();

  /** By the worker that executes their runs. */
  final Map<UUID, List<DelayedStep>> delayedSteps = new LinkedHashMap<>();

  /** By the worker in which they do not return. */
  final Map<UUID, List<StuckStep>> stuckSteps = new LinkedHashMap<>();

  /** In order of publication. */
  final Map<String, StoredFunction> functions = new LinkedHashMap<>();

  /** When a function was published, or when its last worker left. */
  final Map<String, Instant> attendedAt = new LinkedHashMap<>();

  final Set<WaitShape> shapes = new LinkedHashSet<>();
  final List<Schedule> schedules = new ArrayList<>();
  final NavigableMap<String, EventSchedule> eventSchedules = new TreeMap<>();
  long functionsVersion = 1;
  private long position;

  final MemoryLimits limits = new MemoryLimits(this);
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<News> news = EnumSet.noneOf(News.class);
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  MemoryTables(Clock clock) {
    this.clock = clock;
  }

  /** The work of a transaction. */
  @FunctionalInterface
  interface Work<T extends @Nullable Object, X extends Exception> {
    T run() throws X;
  }

  /** Executes the work as one transaction, and then signals the listeners. */
  <T extends @Nullable Object, X extends Exception> T transaction(Work<T, X> work) throws X {
    Set<News> told = EnumSet.noneOf(News.class);
    lock.lock();
    try {
      return work.run();
    } finally {
      if (lock.getHoldCount() == 1) {
        told.addAll(news);
        news.clear();
      }
      lock.unlock();
      told.forEach(this::tell);
    }
  }

  /** Like {@link #transaction}, for work without a result. */
  void change(Runnable work) {
    transaction(() -> {
      work.run();
      return true;
    });
  }

  /** Signals the listeners after the transaction. */
  void announce(News what) {
    news.add(what);
  }

  void add(Listener listener) {
    listeners.add(listener);
  }

  void remove(Listener listener) {
    listeners.remove(listener);
  }

  private void tell(News what) {
    listeners.forEach(listener -> report(what, listener));
  }

  static void report(News what, Listener listener) {
    switch (what) {
      case DUE -> listener.runsAreDue();
      case CANCELLED -> listener.runsWereCancelled();
      case EFFECTS -> listener.effectsAreDue();
      case SINGLETONS -> listener.singletonsChanged();
      case FUNCTIONS -> listener.functionsChanged();
    }
  }

  /** The next position in the order of storing. */
  long nextPosition() {
    return ++position;
  }

  /** Registers the event by key, as accepted now. */
  void addKey(MatchKey key, String eventId, Instant at) {
    addKey(key, eventId, at, nextPosition());
  }

  /** Registers the event by key, as accepted at that position. */
  void addKey(MatchKey key, String eventId, Instant at, long acceptedAs) {
    keyedEvents
        .computeIfAbsent(key, any -> new LinkedHashMap<>())
        .putIfAbsent(eventId, new KeyedEvent(key, eventId, at, acceptedAs));
  }

  /** Whether the event is scheduled and has not fired. */
  boolean isOfTheFuture(String eventId) {
    return deferred.stream()
        .anyMatch(later -> later.effects() == Effects.ALL && later.eventId().equals(eventId));
  }

  /** The time since which the function is paused; null if it is not. */
  @Nullable
  Instant pausedAt(String functionId) {
    StoredFunction function = functions.get(functionId);
    return function == null ? null : function.pausedAt();
  }

  /** The names of the live workers that execute the function, sorted. */
  List<String> workersOf(String functionId, Instant now) {
    return workers.values().stream()
        .filter(worker ->
            worker.functionIds().contains(functionId) && worker.leaseUntil().isAfter(now))
        .map(Worker::name)
        .sorted()
        .toList();
  }

  /** The live run of this id; null if it has ended or does not exist. */
  @Nullable
  RunRow live(UUID runId) {
    return liveRuns.get(runId);
  }

  /** The live runs, in order of creation. */
  List<RunRow> live() {
    return List.copyOf(liveRuns.values());
  }

  void put(RunRow row) {
    UUID id = row.run().id();
    runs.put(id, row);
    if (row.isLive()) {
      liveRuns.put(id, row);
    } else {
      liveRuns.remove(id);
    }
  }

  @Nullable
  StepRecord step(UUID runId, String stepId) {
    return stepsOf(runId).get(stepId);
  }

  Map<String, StepRecord> stepsOf(UUID runId) {
    return steps.getOrDefault(runId, Map.of());
  }

  void put(UUID runId, StepRecord step) {
    steps.computeIfAbsent(runId, id -> new LinkedHashMap<>()).put(step.id(), step);
  }

  /** The steps of a live run that failed and are retried, latest failure first. */
  Stream<StepRecord> retriedSteps(UUID runId) {
    return liveRuns.containsKey(runId)
        ? stepsOf(runId).values().stream()
            .filter(step -> step.status() == StepStatus.RETRYING && step.error() != null)
            .sorted(
                Comparator.comparing(StepRecord::endedAt).reversed().thenComparing(StepRecord::id))
        : Stream.empty();
  }

  /** The first of these. */
  Optional<Retry> retry(UUID runId) {
    return retriedSteps(runId)
        .findFirst()
        .map(step -> new Retry(
            runId, step.id(), step.attempts(), Objects.requireNonNull(step.error()), step.dueAt()));
  }

  /** Whether the run waits for an otherwise idle worker. */
  boolean isSolitary(UUID runId) {
    Suspect suspect = suspects.get(runId);
    return suspect != null && suspect.solitary();
  }

  /** Whether the run is one of a singleton, and starts or waits for the start of another. */
  boolean isOfSingleton(UUID runId) {
    return singletons.values().stream().anyMatch(row -> row.names(runId));
  }

  /** Has the singleton of this run looked at. */
  void singletonChanged(UUID runId, Instant at) {
    if (isOfSingleton(runId)) {
      singletonChanges.add(new SingletonChange(runId, at));
      announce(News.SINGLETONS);
    }
  }

  /** Removes the keys of events that would cancel the run or end its waits. */
  void forgetKeys(UUID runId) {
    cancellables.removeIf(cancellable -> cancellable.runId().equals(runId));
    waits.keySet().removeIf(step -> step.runId().equals(runId));
  }
}
