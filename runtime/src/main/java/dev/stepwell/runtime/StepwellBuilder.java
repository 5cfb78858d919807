package dev.stepwell.runtime;

import dev.stepwell.contract.Identifiers;
import dev.stepwell.runtime.codec.JacksonMapping;
import dev.stepwell.runtime.codec.PayloadCodec;
import dev.stepwell.runtime.codec.ValueMapping;
import dev.stepwell.runtime.engine.RetryPolicy;
import dev.stepwell.runtime.jdbc.StepTransactions;
import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.runtime.postgres.DatabaseSchema;
import dev.stepwell.runtime.postgres.WriteLimits;
import dev.stepwell.runtime.worker.WorkerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Stepwell}. */
public final class StepwellBuilder {
  private static final Duration TICK = Duration.ofMillis(1);

  /** With a longer lease, the runs of a worker whose machine has vanished would be blocked too long. */
  private static final DurationRange LEASE = new DurationRange("lease", TICK, Duration.ofDays(1));

  private static final DurationRange BEAT = new DurationRange("beat", TICK, Duration.ofHours(8));
  private static final DurationRange GRACE = DurationRange.atLeast("grace", Duration.ZERO);
  private static final Duration MAX_GRACE = Duration.ofDays(365);
  private static final DurationRange SEND_TIMEOUT = DurationRange.atLeast("send timeout", TICK);
  private static final DurationRange DATABASE_WAIT =
      DurationRange.atLeast("wait for the database", Duration.ZERO);
  private static final DurationRange RETENTION = DurationRange.atLeast("retention", Duration.ZERO);

  final DataSource dataSource;
  final @Nullable AutoCloseable owned;
  final List<Registration> registered = new ArrayList<>();
  final List<Middleware> middleware = new ArrayList<>();
  ValueMapping mapping = JacksonMapping.plain();

  @Nullable
  PayloadCodec codec;

  @Nullable
  StepTransactions transactions;

  DatabaseSchema schema = DatabaseSchema.DEFAULT;
  boolean migrates = true;
  int maxRuns = 1_000;
  int maxWorkerDeaths = 3;
  int maxTransactions = 4;
  boolean recordsInputs;
  boolean publishesAll;
  boolean virtualThreads = true;

  @Nullable
  Duration retention = Duration.ofDays(30);

  Duration lease = WorkerSettings.DEFAULT_LEASE;
  Duration beat = WorkerSettings.DEFAULT_BEAT;
  Duration grace = Duration.ofSeconds(10);
  Duration sendTimeout = Duration.ofSeconds(30);
  Duration databaseWait = Duration.ZERO;
  WriteLimits writeLimits = WriteLimits.ofHeap();
  RetryPolicy retryPolicy = RetryPolicy.DEFAULT;
  String workerName = ProcessHandle.current().pid() + "@"
      + Objects.requireNonNullElse(System.getenv("HOSTNAME"), "local");

  StepwellBuilder(DataSource dataSource, @Nullable AutoCloseable owned) {
    this.dataSource = dataSource;
    this.owned = owned;
  }

  /**
   * Registers durable objects, whose functions this process executes. Without any, it only sends.
   *
   * @param durables instances of generated classes, such as {@code new DurableGithubExport(…)}
   */
  public StepwellBuilder register(Object... durables) {
    for (Object durable : durables) {
      registered.add(Registration.of(durable));
    }
    return this;
  }

  /**
   * Registers a durable class whose object is created later: the supplier is called once, by {@link Stepwell#start}. So the object can depend on
   * services that send events through the {@link Stepwell} that {@link #build} returns. Until the start, events queue runs of its
   * functions.
   *
   * @param durable a generated class, such as {@code DurableGithubExport.class}
   */
  public <T> StepwellBuilder register(Class<T> durable, Supplier<? extends T> object) {
    registered.add(new Registration(durable, object));
    return this;
  }

  List<Class<?>> types() {
    return registered.stream().<Class<?>>map(Registration::type).toList();
  }

  /** Adds code around sends, runs and step attempts. The first added is the outermost. */
  public StepwellBuilder middleware(Middleware... more) {
    middleware.addAll(List.of(more));
    return this;
  }

  /**
   * Sets how Java values are written as JSON; default: Jackson 2. {@link JacksonMapping#withModules} adds modules of the application.
   */
  public StepwellBuilder json(ValueMapping values) {
    mapping = values;
    return this;
  }

  /**
   * Transforms payloads and results before they are stored, and back. All processes on a database need one that decodes what the others encode.
   */
  public StepwellBuilder codec(PayloadCodec transforms) {
    codec = transforms;
    return this;
  }

  /**
   * Sets the schema of Stepwell's tables; default: {@code stepwell}. Several applications or environments share a database without
   * conflicts if each has its own schema: the channel of notifications and the advisory locks are named after it.
   *
   * @param name exactly as the schema is named in the database: case and special characters count, and it is never folded
   * @throws IllegalArgumentException if Postgres cannot have a schema of this name
   */
  public StepwellBuilder schema(String name) {
    schema = DatabaseSchema.named(name);
    return this;
  }

  /**
   * Whether {@link #start} creates what is missing of the schema; true unless set. With false, somebody else calls {@link Stepwell#migrate} or
   * runs the SQL of {@link Stepwell#migrationScript}, and the role of this process needs no right to create anything.
   */
  public StepwellBuilder migrate(boolean creates) {
    migrates = creates;
    return this;
  }

  /**
   * Publishes all functions of the catalogs on the class path, not only those that are registered.
   *
   * <p>For a process that sends before any worker with the functions has started: its events create runs at once, which wait for a
   * worker. Without this, such an event is stored and starts nothing, and {@link dev.stepwell.runtime.model.Sent#heard()} is false.
   * Deploy the workers first, or the sender and the workers from the same build: the newest publication of a function applies.
   */
  public StepwellBuilder publishFunctions() {
    publishesAll = true;
    return this;
  }

  /** The maximum number of concurrent runs in this process; default: 1,000. Before Java 21 each run occupies a platform thread. */
  public StepwellBuilder maxConcurrentRuns(int count) {
    maxRuns = count;
    return this;
  }

  /**
   * Whether runs execute on virtual threads if the JVM has them (Java 21 and later); default: true. With false, each run takes a
   * platform thread while it executes.
   */
  public StepwellBuilder virtualThreads(boolean enabled) {
    virtualThreads = enabled;
    return this;
  }

  /** How long this worker keeps its runs after its last heartbeat; default: 15 seconds. At least three beats, and at most a day. */
  public StepwellBuilder lease(Duration duration) {
    lease = LEASE.checked(duration);
    return this;
  }

  /** How often the worker renews its lease and polls for work without a signal; default: 1.6 seconds. */
  public StepwellBuilder beat(Duration duration) {
    beat = BEAT.checked(duration);
    return this;
  }

  /** How long {@link Stepwell#close} waits for runs to end or park before it hands them over; default: 10 seconds. */
  public StepwellBuilder grace(Duration duration) {
    grace = GRACE.checked(duration).compareTo(MAX_GRACE) > 0 ? MAX_GRACE : duration;
    return this;
  }

  /**
   * How long {@link #start} waits for a database that is unreachable, a standby or otherwise temporarily unusable; default: not at
   * all. It logs each failed attempt. With the duration of {@link java.time.temporal.ChronoUnit#FOREVER}, it waits without limit.
   */
  public StepwellBuilder waitForDatabase(Duration atMost) {
    databaseWait = DATABASE_WAIT.checked(atMost);
    return this;
  }

  /** How long a send waits for a database that does not respond; default: 30 seconds. */
  public StepwellBuilder sendTimeout(Duration duration) {
    sendTimeout = SEND_TIMEOUT.checked(duration);
    return this;
  }

  /**
   * Limits the writes that wait for a slow or unresponsive database; default: 100,000 writes that take about a tenth of
   * the maximum heap. When that many events wait, further sends are rejected immediately with {@link
   * dev.stepwell.runtime.store.QueueFullException}. Runs have a separate limit of the same size, and block when it is
   * reached.
   *
   * @param maxWrites the maximum number of writes
   * @param maxBytes the approximate memory that they may take
   */
  public StepwellBuilder writeQueue(int maxWrites, long maxBytes) {
    writeLimits = new WriteLimits(maxWrites, maxBytes);
    return this;
  }

  /**
   * The delay before the next attempt of a failed step: {@code first}, doubled each time up to {@code longest}, ± 20 %.
   */
  public StepwellBuilder backoff(Duration first, Duration longest) {
    retryPolicy = new RetryPolicy(first, longest, 2);
    return this;
  }

  /**
   * Opens the transactions of transactional steps, instead of plain JDBC on the data source: the transaction manager of Spring or JTA, jOOQ or
   * JDBI. A step's work through these joins the transaction that records its outcome.
   */
  public StepwellBuilder transactions(StepTransactions opens) {
    transactions = opens;
    return this;
  }

  /**
   * The maximum number of concurrent transactional steps in this process, each on its own connection; default: 4. The
   * data source must provide as many connections in addition.
   */
  public StepwellBuilder maxConcurrentTransactions(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "the maximum number of concurrent transactional steps must be at least 1, but is "
              + count);
    }
    maxTransactions = count;
    return this;
  }

  /**
   * Records the inputs of steps in addition to their results: arguments, sent events and awaited events. They are written as JSON when
   * a step starts, for display only, and cost time and storage for each step; default: not recorded.
   */
  public StepwellBuilder recordInputs() {
    recordsInputs = true;
    return this;
  }

  /** How long ended runs, and events without remaining runs, are kept; default: 30 days. */
  public StepwellBuilder retention(Duration duration) {
    retention = RETENTION.checked(duration);
    return this;
  }

  /** Keeps all runs and events without limit. */
  public StepwellBuilder keepForEver() {
    retention = null;
    return this;
  }

  /** The name of this worker in the dashboard; default: process id and host. */
  public StepwellBuilder workerName(String name) {
    workerName = Identifiers.checked("the worker's name", name);
    return this;
  }

  /**
   * The number of deaths of worker processes after which a run fails with a {@link dev.stepwell.WorkerDiedException};
   * default: 3. Deaths count until the run parks or finishes the step that was in progress, and only if the process is
   * known to have ended: workers that stop or are paused do not count. Deaths that the run shares with other runs do
   * not count either; after the fourth of those, only a worker without other runs executes the run.
   */
  public StepwellBuilder maxWorkerDeaths(int count) {
    maxWorkerDeaths = count;
    return this;
  }

  /** Rejects inconsistent settings. */
  void requireValid() {
    if (!registered.isEmpty()) {
      workerSettings();
    }
  }

  WorkerSettings workerSettings() {
    return new WorkerSettings(workerName, maxRuns, lease, beat, grace, maxWorkerDeaths);
  }

  /**
   * Connects to the database, applies missing migrations, and publishes the registered functions. The result sends, cancels and
   * reads; it executes nothing until {@link Stepwell#start} is called. Runs started before that are queued.
   *
   * @throws IllegalArgumentException if an object is not durable, with what to register instead
   * @throws dev.stepwell.runtime.store.SchemaException if the schema is missing, outdated, newer or incomplete, if the role lacks a right, or if
   *     the database is read-only, with the cure
   */
  public Stepwell build() {
    return StartSequence.build(this);
  }

  /**
   * {@linkplain #build Builds}, and starts to execute. Closes everything if that fails.
   *
   * @throws IllegalArgumentException if an object is not durable, with what to register instead
   * @throws dev.stepwell.runtime.store.SchemaException if the schema is missing, outdated, newer or incomplete, if the role lacks a right, or if
   *     the database is read-only, with the cure
   */
  public Stepwell start() {
    return StartSequence.start(this);
  }
}
