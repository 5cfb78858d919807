package dev.stepwell.runtime;

import dev.stepwell.runtime.client.Client;
import dev.stepwell.runtime.client.LoadedFunctions;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.engine.BoundFunction;
import dev.stepwell.runtime.engine.Catalogs;
import dev.stepwell.runtime.engine.Engine;
import dev.stepwell.runtime.model.FunctionStatistics;
import dev.stepwell.runtime.model.Health;
import dev.stepwell.runtime.model.StepUnderway;
import dev.stepwell.runtime.model.StuckStep;
import dev.stepwell.runtime.postgres.PostgresStore;
import dev.stepwell.runtime.time.DatabaseClock;
import dev.stepwell.runtime.time.TimerThread;
import dev.stepwell.runtime.worker.Chores;
import dev.stepwell.runtime.worker.Sweeping;
import dev.stepwell.runtime.worker.Worker;
import dev.stepwell.runtime.worker.WorkerSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Executes the runs of a process, once started. */
final class Execution implements AutoCloseable {
  private final Catalogs catalogs;
  private final List<Registration> registered;
  private final @Nullable WorkerSettings settings;
  private final @Nullable Duration retention;
  private final PoolRoom room;
  private final Parts parts;
  private boolean closed;
  private volatile List<BoundFunction> functions = List.of();
  private volatile @Nullable Worker worker;
  private @Nullable Sweeping sweeping;

  /** The dependencies of the execution. */
  record Parts(
      Json json,
      PostgresStore store,
      Client client,
      LoadedFunctions loaded,
      Engine engine,
      DatabaseClock clock,
      TimerThread timers,
      ExecutorService threads) {}

  Execution(StepwellBuilder builder, Catalogs catalogs, Parts parts) {
    this.catalogs = catalogs;
    this.registered = List.copyOf(builder.registered);
    this.settings = registered.isEmpty() ? null : builder.workerSettings();
    this.retention = builder.retention;
    this.room = new PoolRoom(builder);
    this.parts = parts;
  }

  private List<Class<?>> types() {
    return registered.stream().<Class<?>>map(Registration::type).toList();
  }

  /**
   * Publishes the crons of the registered functions, and starts taking runs.
   *
   * @throws IllegalStateException if it was started or closed before
   * @throws IllegalArgumentException if the connection pool is too small
   */
  synchronized void start() {
    if (closed) {
      throw new IllegalStateException("this Stepwell is closed: build another one");
    }
    if (worker != null) {
      throw new IllegalStateException("this Stepwell has already started: call start() only once");
    }
    room.requireForWorker();
    List<Object> objects =
        registered.stream().<Object>map(Registration::resolve).toList();
    Map<String, BoundFunction> bound = catalogs.bind(objects, parts.json);
    parts
        .store
        .schedules()
        .publish(
            catalogs.ids(types()),
            catalogs.schedules(types(), parts.loaded.matching(), parts.clock.now()));
    if (!bound.isEmpty()) {
      try {
        begin(bound);
      } catch (Throwable t) {
        stop();
        worker = null;
        functions = List.of();
        throw t;
      }
    }
  }

  private void begin(Map<String, BoundFunction> bound) {
    functions = bound.values().stream().distinct().toList();
    Worker begun = new Worker(Objects.requireNonNull(settings), bound, workerParts());
    worker = begun;
    begun.start();
    if (retention != null) {
      sweeping = new Sweeping(
          parts.store.retention(), retention, parts.clock, parts.timers, parts.threads);
      sweeping.start();
    }
  }

  private Worker.Parts workerParts() {
    PostgresStore store = parts.store;
    Chores chores = new Chores(
        store.deferredEvents(),
        store.singletons(),
        store.waits(),
        store.schedules(),
        store.eventSchedules(),
        parts.engine.events(),
        parts.loaded);
    return new Worker.Parts(
        store.queue(), store.signals(), parts.client, parts.engine, parts.clock, chores);
  }

  List<FunctionStatistics> statistics() {
    return functions.stream().map(BoundFunction::statistics).toList();
  }

  List<StepUnderway> underway(UUID runId) {
    Worker started = worker;
    return started == null ? List.of() : started.underway(runId);
  }

  Set<StuckStep> stuckSteps() {
    Worker started = worker;
    return started == null ? Set.of() : started.stuckSteps();
  }

  List<Health.Part> health() {
    Worker started = worker;
    return started == null ? List.of() : started.health();
  }

  /** Stops taking runs, and lets running steps finish within the grace period. */
  @Override
  public synchronized void close() {
    closed = true;
    stop();
  }

  private void stop() {
    if (sweeping != null) {
      sweeping.close();
      sweeping = null;
    }
    Worker started = worker;
    if (started != null) {
      started.close();
    }
  }
}
