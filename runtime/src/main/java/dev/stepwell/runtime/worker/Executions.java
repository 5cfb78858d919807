package dev.stepwell.runtime.worker;

import dev.stepwell.runtime.engine.BoundFunction;
import dev.stepwell.runtime.engine.Engine;
import dev.stepwell.runtime.engine.RunExecution;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.DelayedStep;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepUnderway;
import dev.stepwell.runtime.model.StuckStep;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The executing runs of a worker, each with its reserved capacity. */
final class Executions {
  private static final Logger log = LoggerFactory.getLogger(Executions.class);

  private final Map<String, BoundFunction> functions;
  private final Engine engine;
  private final WorkerCapacity room;
  private final Alarm alarm;
  private final int maxWorkerDeaths;
  private final Consumer<UUID> stopped;
  private volatile boolean orphaned;
  private volatile BiConsumer<UUID, @Nullable RunEnd> whenLeft = (runId, end) -> {};
  private final Map<UUID, RunExecution> executing = new ConcurrentHashMap<>();

  /** A run that executes alone, with the capacity that it takes. */
  private record Alone(UUID runId, int room) {}

  private final AtomicReference<@Nullable Alone> alone = new AtomicReference<>();

  /** Earlier executions, which have not returned, of runs that are executing again. */
  private final Set<RunExecution> superseded = ConcurrentHashMap.newKeySet();

  Executions(
      Map<String, BoundFunction> functions,
      Engine engine,
      WorkerCapacity room,
      Alarm alarm,
      int maxWorkerDeaths,
      Consumer<UUID> stopped) {
    this.stopped = stopped;
    this.maxWorkerDeaths = maxWorkerDeaths;
    this.functions = Map.copyOf(functions);
    this.engine = engine;
    this.room = room;
    this.alarm = alarm;
  }

  /** Calls this for each run that has left, with its end: null if the run was taken away or its end could not be recorded. */
  void whenLeft(BiConsumer<UUID, @Nullable RunEnd> listener) {
    whenLeft = listener;
  }

  /** The functions that can be executed. */
  Set<String> functionIds() {
    return functions.keySet();
  }

  /** The executing runs. */
  Set<UUID> runIds() {
    return Set.copyOf(executing.keySet());
  }

  /** The current attempts of the run's steps. */
  List<StepUnderway> underway(UUID runId) {
    RunExecution execution = executing.get(runId);
    return execution == null ? List.of() : execution.underway();
  }

  /** The steps that have waited for slots of their limits since before this time, the longest waiting first. */
  List<DelayedStep> delayedSince(Instant before, int max) {
    return executing.values().stream()
        .flatMap(execution -> execution.delayedSince(before).stream())
        .sorted(Comparator.comparing(DelayedStep::since))
        .limit(max)
        .toList();
  }

  /** The steps that were interrupted before this time and have not returned. */
  Set<StuckStep> stuckSince(Instant before) {
    return Stream.concat(executing.values().stream(), superseded.stream())
        .flatMap(execution -> execution.stuckSince(before).stream())
        .collect(Collectors.toSet());
  }

  /**
   * Executes a run with reserved capacity on its own thread. An earlier execution of it has just left, or no longer
   * affects it.
   */
  void start(ClaimedRun run) {
    BoundFunction function = functions.get(run.functionId());
    if (function == null) {
      throw new IllegalStateException("this worker has no function " + run.functionId());
    }
    RunExecution execution = new RunExecution(run, function, engine, maxWorkerDeaths);
    room.hold(execution.size());
    RunExecution before = executing.put(run.id(), execution);
    if (before != null) {
      superseded.add(before);
      before.revoke();
    }
    try {
      engine.threads().execute(() -> execute(execution));
    } catch (Throwable t) {
      left(execution, null, t);
    }
  }

  private void execute(RunExecution execution) {
    try {
      CompletableFuture<?> unused =
          execution.execute().whenComplete((end, failure) -> left(execution, end, failure));
    } catch (Throwable t) {
      left(execution, null, t);
    }
  }

  private void left(RunExecution execution, @Nullable RunEnd end, @Nullable Throwable failure) {
    boolean isCurrent = executing.remove(execution.runId(), execution);
    if (!isCurrent) {
      superseded.remove(execution);
    }
    Alone solitary = alone.get();
    if (solitary != null && solitary.runId.equals(execution.runId())) {
      endSolitude();
    }
    try {
      whenLeft.accept(execution.runId(), end);
      if (failure != null && !room.isClosed()) {
        orphaned = true;
        log.error(
            "run {} stopped without a stored outcome: it is given back to the queue",
            execution.runId(),
            execution.loggable(failure));
      }
      ring(end);
      if (end == null && isCurrent) {
        stopped.accept(execution.runId());
        alarm.ring();
      }
    } finally {
      release(execution.size());
    }
  }

  private void ring(@Nullable RunEnd end) {
    if (end instanceof RunEnd.Parked parked && parked.until() != null) {
      alarm.ringAt(parked.until());
    } else if (end instanceof RunEnd.Failed) {
      alarm.ring();
    }
  }

  /**
   * Whether a run has left without an outcome since the last call, so that the worker may hold it without executing it.
   */
  boolean takeOrphaned() {
    boolean taken = orphaned;
    orphaned = false;
    return taken;
  }

  /** Executes a run that takes all capacity. */
  void startAlone(ClaimedRun run, int allRoom) {
    alone.set(new Alone(run.id(), allRoom));
    start(run);
  }

  /** Admits other runs in addition to the one that executes alone, if there is one. */
  void endSolitude() {
    Alone ended = alone.getAndSet(null);
    if (ended != null && room.give(ended.room - 1)) {
      alarm.ring();
    }
  }

  /** Releases the capacity of one run. */
  void release() {
    release(0);
  }

  private void release(long bytes) {
    if (room.give(1, bytes)) {
      alarm.ring();
    }
  }

  /** Takes away all runs from their executions. */
  void revokeAll() {
    executing.values().forEach(RunExecution::revoke);
  }

  /** Takes away these cancelled runs, if they execute here. */
  void cancel(Collection<UUID> runIds) {
    for (UUID runId : runIds) {
      RunExecution execution = executing.get(runId);
      if (execution != null) {
        execution.cancel();
      }
    }
  }
}
