package dev.stepwell.runtime;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.EventMatch;
import dev.stepwell.FunctionRef;
import dev.stepwell.runtime.client.Client;
import dev.stepwell.runtime.client.Limits;
import dev.stepwell.runtime.client.LoadedFunctions;
import dev.stepwell.runtime.client.Pauses;
import dev.stepwell.runtime.client.Rerunner;
import dev.stepwell.runtime.client.Retirement;
import dev.stepwell.runtime.client.RunAwaiting;
import dev.stepwell.runtime.client.ScheduledEvents;
import dev.stepwell.runtime.client.UnsureException;
import dev.stepwell.runtime.codec.CatalogTypes;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.engine.Catalogs;
import dev.stepwell.runtime.engine.Engine;
import dev.stepwell.runtime.engine.Events;
import dev.stepwell.runtime.engine.Inputs;
import dev.stepwell.runtime.middleware.MiddlewareChain;
import dev.stepwell.runtime.middleware.SendInfo;
import dev.stepwell.runtime.model.FunctionStatistics;
import dev.stepwell.runtime.model.Health;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.runtime.model.StepUnderway;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.StuckStep;
import dev.stepwell.runtime.postgres.DatabaseSchema;
import dev.stepwell.runtime.postgres.Migrations;
import dev.stepwell.runtime.postgres.PostgresStore;
import dev.stepwell.runtime.store.Insights;
import dev.stepwell.runtime.store.Logouts;
import dev.stepwell.runtime.store.QueueFullException;
import dev.stepwell.runtime.store.Runs;
import dev.stepwell.runtime.time.DatabaseClock;
import dev.stepwell.runtime.time.TimeRange;
import dev.stepwell.runtime.time.TimerThread;
import dev.stepwell.runtime.worker.Worker;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Durable functions on Postgres: sends events, and executes the registered functions.
 *
 * <p>{@link StepwellBuilder#build} returns one that sends, cancels and reads; {@link #start} then starts to execute.
 *
 * <p>Any number of processes may share a database. Killing a process is safe at any time; {@link #close} hands over its runs sooner.
 */
public final class Stepwell implements EventSender, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Stepwell.class);

  private final Json json;
  private final DatabaseClock clock = new DatabaseClock();
  private final Duration sendTimeout;
  private final MiddlewareChain middleware;
  private final PostgresStore store;
  private final Client client;
  private final Rerunner rerunner;
  private final Pauses pauses;
  private final Retirement retirement;
  private final ScheduledEvents schedules;
  private final Events events;
  private final ExecutorService threads;
  private final TimerThread timers = new TimerThread();
  private final Execution execution;
  private final @Nullable AutoCloseable owned;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  Stepwell(StepwellBuilder builder, StartSequence starting) {
    List<Class<?>> types = builder.types();
    Catalogs catalogs = Catalogs.of(types);
    catalogs.demandDurable(types);
    this.owned = builder.owned;
    this.sendTimeout = builder.sendTimeout;
    this.json = new Json(builder.mapping, builder.codec);
    json.prepare(CatalogTypes.of(catalogs.functions(), catalogs.events()));
    this.middleware = MiddlewareChain.of(builder.middleware);
    this.store = starting.opened(new PostgresStore(
        builder.dataSource, builder.schema, builder.migrates, clock, json, builder.writeLimits));
    clock.read(store.now());
    this.events = new Events(catalogs, json, clock);
    store.functions().publish(builder.publishesAll ? catalogs.stored() : catalogs.stored(types));
    LoadedFunctions loaded = new LoadedFunctions(store.functions(), json);
    this.threads = Worker.threads(builder.virtualThreads);
    starting.opened(threads::shutdown);
    starting.opened(timers);
    this.client = new Client(store.events(), loaded, store.cancellations(), clock, threads);
    this.rerunner = new Rerunner(store.runs(), store.reruns(), loaded);
    this.pauses = new Pauses(store.functions(), clock);
    this.retirement = new Retirement(store.functions(), store.cancellations());
    this.schedules = new ScheduledEvents(store.eventSchedules(), events, json, clock);
    Engine engine = new Engine(
        json,
        events,
        new Inputs(json, builder.recordsInputs),
        middleware,
        new Engine.Ports(
            store.journal(),
            store.waits(),
            store.transactions(builder.transactions, builder.maxTransactions),
            store.deferredEvents(),
            store.slots()),
        new Engine.Time(
            clock,
            timers,
            builder.retryPolicy,
            () -> ThreadLocalRandom.current().nextLong()),
        loaded,
        threads);
    this.execution = new Execution(
        builder,
        catalogs,
        new Execution.Parts(json, store, client, loaded, engine, clock, timers, threads));
  }

  /**
   * Starts to execute the functions registered with the {@linkplain StepwellBuilder builder}. Objects registered with a
   * supplier are created now.
   *
   * @return this
   * @throws IllegalStateException if it was started or closed before
   */
  public Stepwell start() {
    execution.start();
    return this;
  }

  /**
   * Uses this data source, which stays open when Stepwell closes. A process that executes runs needs two of its connections, and one
   * per concurrent transactional step ({@link StepwellBuilder#maxConcurrentTransactions}); your own steps need theirs in addition.
   * Stepwell keeps three more connections, which it opens outside of the pool if the data source is a {@link HikariDataSource}, and
   * otherwise takes from the data source.
   */
  public static StepwellBuilder on(DataSource dataSource) {
    return new StepwellBuilder(dataSource, null);
  }

  /**
   * Uses this database, through Stepwell's own connection pool of at most 10 connections. It connects when Stepwell
   * starts. Parameters of the URL take precedence over those that it sets: {@code connectTimeout} 5 s, {@code
   * socketTimeout} 300 s, {@code tcpKeepAlive}.
   */
  public static StepwellBuilder on(String jdbcUrl, String user, String password) {
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName("stepwell");
    pool.setJdbcUrl(jdbcUrl);
    pool.setUsername(user);
    pool.setPassword(password);
    pool.setMaximumPoolSize(10);
    pool.setMinimumIdle(2);
    pool.setConnectionTimeout(10_000);
    pool.setValidationTimeout(1_500);
    pool.setKeepaliveTime(60_000);
    pool.setInitializationFailTimeout(-1);
    pool.addDataSourceProperty("connectTimeout", "5");
    pool.addDataSourceProperty("socketTimeout", "300");
    pool.addDataSourceProperty("tcpKeepAlive", "true");
    return new StepwellBuilder(pool, pool);
  }

  /**
   * Applies the missing migrations to the schema {@code stepwell}.
   *
   * @return the migrations that were applied, in order
   * @throws dev.stepwell.runtime.store.SchemaException if that is not possible, with the cure
   */
  public static List<String> migrate(DataSource dataSource) {
    return Migrations.apply(dataSource, DatabaseSchema.DEFAULT);
  }

  /** Like {@link #migrate(DataSource)}, in the schema of this name, as with {@link StepwellBuilder#schema}. */
  public static List<String> migrate(DataSource dataSource, String schema) {
    return Migrations.apply(dataSource, DatabaseSchema.named(schema));
  }

  /** The SQL of {@link #migrate(DataSource)} for manual execution, with grants for these roles. */
  public static MigrationScript migrationScript() {
    return MigrationScript.ofDefaultSchema();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Returns when the event and the runs that it starts are on disk.
   *
   * @throws UnsureException if the database does not respond in time
   * @throws QueueFullException if too many writes wait for the database; the event was not stored
   */
  @Override
  public Sent send(Record event) {
    return EventSender.super.send(event);
  }

  @Override
  public Sent send(Record event, SendOptions options) {
    StoredEvent made = events.of(event, options.id(), options.time(), options.headers());
    return middleware.isEmpty()
        ? await(client.send(made))
        : sendEvents(List.of(made)).get(0);
  }

  /** {@inheritDoc} Returns when all are on disk. If it throws, some of them may be stored. */
  @Override
  public List<Sent> sendAll(List<? extends Record> payloads) {
    return sendEvents(
        payloads.stream().map(payload -> events.of(payload, null, null)).toList());
  }

  @Override
  public EventSender within(Connection connection) {
    return new TransactionSender(
        new TransactionSender.Parts(client, events, json, middleware, store), connection);
  }

  /** {@inheritDoc} Returns when all are on disk. */
  @Override
  public List<Sent> sendJson(List<JsonEvent> payloads) {
    return sendEvents(payloads.stream().map(events::of).toList());
  }

  private List<Sent> sendEvents(List<StoredEvent> payloads) {
    return middleware.isEmpty()
        ? storeAll(payloads)
        : middleware.send(
            new SendInfo(payloads, null, null),
            changed -> storeAll(events.changed(payloads, changed)));
  }

  private List<Sent> storeAll(List<StoredEvent> payloads) {
    List<CompletableFuture<Sent>> sending = new ArrayList<>(payloads.size());
    try {
      int first = 0;
      for (StoredEvent event : payloads) {
        CompletableFuture<Sent> sent = client.send(event);
        for (; isRejected(sent) && first < sending.size(); sent = client.send(event)) {
          await(sending.get(first++));
        }
        sending.add(sent);
      }
      return sending.stream().map(this::await).toList();
    } finally {
      sending.forEach(sent -> sent.cancel(false));
    }
  }

  /** Whether there was no room for the event. */
  private static boolean isRejected(CompletableFuture<Sent> sent) {
    return sent.isCompletedExceptionally()
        && sent.handle((done, failure) -> failure instanceof QueueFullException).join();
  }

  /** {@inheritDoc} Interrupts a running step. */
  @Override
  public boolean cancel(UUID runId) {
    return client.cancel(runId);
  }

  @Override
  public boolean withdraw(String eventId) {
    return store.deferredEvents().withdraw(eventId);
  }

  @Override
  public <E extends Record> Set<UUID> cancel(FunctionRef<E, ?> function, EventMatch<E> match) {
    return client.cancel(function, json.encode(match.fields(), Map.class));
  }

  /**
   * Repeats an ended run: runs its function again for the same event.
   *
   * @return the new run's id
   * @throws java.util.NoSuchElementException if there is no such run
   * @throws IllegalStateException if the run has not ended
   */
  public UUID rerun(UUID runId) {
    return rerunner.rerun(runId, null);
  }

  /**
   * Like {@link #rerun(UUID)}, from this step on: keeps the outcomes of the steps that had ended before it first started.
   *
   * @throws java.util.NoSuchElementException if there is no such run, or it has no such step
   */
  public UUID rerun(UUID runId, String fromStep) {
    return rerunner.rerun(runId, fromStep);
  }

  /**
   * Pauses a function in all processes, until it is resumed: its runs neither start nor resume, and those that are executing continue
   * until they wait or end. Events and cron ticks still create runs, which are queued. Its failure handler is not paused.
   * @return whether that is a change; false if it is already paused
   * @throws java.util.NoSuchElementException if there is no such function
   */
  public boolean pause(String functionId) {
    return pauses.pause(functionId);
  }

  /**
   * Resumes a function: its runs start and resume again.
   *
   * @return whether that is a change; false if it is not paused
   * @throws java.util.NoSuchElementException if there is no such function
   */
  public boolean resume(String functionId) {
    return pauses.resume(functionId);
  }

  /** The database's time. */
  public Instant now() {
    return clock.now();
  }

  /**
   * Retires a function that was removed from the code: deletes its schedules and cancels its live runs. Insights list the functions {@linkplain
   * Insights#unattended that no worker executes}.
   *
   * @return how many runs were cancelled
   * @throws IllegalStateException if a live worker executes the function; nothing is changed
   */
  public int retire(String functionId) {
    return retirement.retire(functionId);
  }

  /** Schedules that send events, created at run time. */
  public ScheduledEvents schedules() {
    return schedules;
  }

  /**
   * Decodes a payload, a result or an output that a {@linkplain StepwellBuilder#codec codec} encoded. {@link #runs} returns them as
   * stored.
   *
   * @throws dev.stepwell.runtime.codec.CodecException if it cannot be decoded
   */
  public String decoded(String stored) {
    return json.opened(stored);
  }

  /** Reads stored runs and events. */
  public Runs runs() {
    return store.runs();
  }

  /**
   * The statistics of this process since its start, for each function that it executes, including failure handlers.
   */
  public List<FunctionStatistics> statistics() {
    return execution.statistics();
  }

  /** The statistics of all functions, in all processes. */
  public Insights insights() {
    return store.insights();
  }

  /** The limits on runs, which operators can override, with the runs that execute and wait under them. */
  public Limits limits() {
    return new Limits(store.limitControl(), clock);
  }

  /** The logouts from the dashboard, which all servers on the database share. */
  public Logouts logouts() {
    return store.logouts();
  }

  /** The functions that the database knows, of this process or another, in the order of their ids. */
  public List<StoredFunction> functions() {
    return store.functions().describe();
  }

  /** The names of all events with listeners, in any process of the application, sorted. */
  public Set<String> eventNames() {
    return client.eventNames();
  }

  /** The current attempts of the run's steps in this process; empty if it does not execute the run. */
  public List<StepUnderway> underway(UUID runId) {
    return execution.underway(runId);
  }

  /** The steps in this process that ignore their interrupts: each still occupies a thread and a slot. */
  public Set<StuckStep> stuckSteps() {
    return execution.stuckSteps();
  }

  /**
   * Whether all parts of this process work: see {@link #health}. False, for example, after its worker has lost its
   * lease.
   */
  public boolean isAlive() {
    return health().works();
  }

  /** The parts of this process, with their problems. */
  public Health health() {
    List<Health.Part> parts = new ArrayList<>(store.health());
    parts.addAll(execution.health());
    return new Health(List.copyOf(parts));
  }

  /**
   * Waits until the run has ended, for at most this long.
   *
   * @throws java.util.NoSuchElementException if there is no such run
   * @return the run in its latest state
   */
  public Run await(UUID runId, Duration atMost) throws InterruptedException {
    return new RunAwaiting(store.runs()).await(runId, atMost);
  }

  private Sent await(CompletableFuture<Sent> future) {
    try {
      return future.get(TimeRange.nanos(sendTimeout), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      future.cancel(false);
      throw new UnsureException("the database did not respond within " + sendTimeout
          + ", so it is unknown whether the event was stored: send it again with the same id");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      future.cancel(false);
      throw new UnsureException(
          "the send was interrupted before the database responded, so it is unknown whether"
              + " the event was stored: send it again with the same id");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }

  /**
   * Stops taking runs, lets running steps finish within the grace period, hands over the other runs, and stops. A second call waits
   * for the first. If called in a run of this Stepwell, it returns immediately and stops on another thread, because a run cannot wait
   * for its own end.
   */
  @Override
  public void close() {
    boolean first = closing.compareAndSet(false, true);
    boolean inRun = Engine.isExecutingHere();
    if (first && inRun) {
      new Thread(this::shutDown, "stepwell-close").start();
    } else if (first) {
      shutDown();
    } else if (!inRun) {
      awaitClosed();
    }
  }

  private void awaitClosed() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits as long as it takes: an earlier interrupt of the thread must not cut writes off, or leave the worker registered. */
  private void shutDown() {
    boolean wasInterrupted = Thread.interrupted();
    try {
      List<@Nullable AutoCloseable> parts = new ArrayList<>();
      parts.add(execution);
      parts.add(timers);
      parts.add(threads::shutdown);
      parts.add(store);
      parts.add(owned);
      parts.forEach(Stepwell::closeOne);
    } finally {
      closed.countDown();
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void closeOne(@Nullable AutoCloseable part) {
    try {
      if (part != null) {
        part.close();
      }
    } catch (Exception e) {
      log.error("a part of Stepwell did not close", e);
    }
  }
}
