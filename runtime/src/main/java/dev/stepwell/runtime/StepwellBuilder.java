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

/** What a {@link Stepwell} is to be, before it starts. */
public final class StepwellBuilder {
  private static final Duration TICK = Duration.ofMillis(1);

  /** A longer lease would keep the runs of a worker whose machine has vanished. */
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
   * Registers durable objects, whose functions this process then executes. Without any, it only sends.
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
   * services that send events through the {@link Stepwell} that {@link #build} returns. Until it starts, events that are sent queue runs of its
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

  /** Adds code around sends, runs and step attempts; what was added first is the outermost. */
  public StepwellBuilder middleware(Middleware... more) {
    middleware.addAll(List.of(more));
    return this;
  }

  /**
   * How Java values are written as JSON; by Jackson 2 unless set. {@link JacksonMapping#withModules} adds modules of the application.
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
   * The schema that holds Stepwell's tables; {@code stepwell} unless set. Several applications or environments share a database without
   * touching each other when each has a schema of its own: the channel of notifications and the advisory locks are named after it.
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
   * <p>For a process that sends before any worker with the functions has started: its events start runs at once, which wait for a
   * worker. Without this, such an event is stored and starts nothing; {@link dev.stepwell.runtime.model.Sent#heard()} is false then.
   * Deploy the workers first, or the sender and the workers from the same build: the newest publication of a function holds.
   */
  public StepwellBuilder publishFunctions() {
    publishesAll = true;
    return this;
  }

  /** How many runs this process executes at once; 1,000 unless set. On Java before 21 each takes a thread. */
  public StepwellBuilder maxConcurrentRuns(int count) {
    maxRuns = count;
    return this;
  }

  /**
   * Whether runs are executed on virtual threads where the JVM has them (Java 21 and later); true unless set. With false each run takes a platform
   * thread while it executes.
   */
  public StepwellBuilder virtualThreads(boolean enabled) {
    virtualThreads = enabled;
    return this;
  }

  /** How long runs stay this worker's after it was last heard of; 15 seconds unless set, at least three beats, at most a day. */
  public StepwellBuilder lease(Duration duration) {
    lease = LEASE.checked(duration);
    return this;
  }

  /** How often the worker renews its lease and looks for what no signal told it; 1.6 seconds unless set. */
  public StepwellBuilder beat(Duration duration) {
    beat = BEAT.checked(duration);
    return this;
  }

  /** How long {@link Stepwell#close} waits for runs to end or park before it hands them over; 10 seconds unless set. */
  public StepwellBuilder grace(Duration duration) {
    grace = GRACE.checked(duration).compareTo(MAX_GRACE) > 0 ? MAX_GRACE : duration;
    return this;
  }

  /**
   * How long {@link #start} waits for a database that cannot be reached, or refuses for now; not at all unless set. It logs each failed
   * try. {@link java.time.temporal.ChronoUnit#FOREVER}'s duration waits without end.
   */
  public StepwellBuilder waitForDatabase(Duration atMost) {
    databaseWait = DATABASE_WAIT.checked(atMost);
    return this;
  }

  /** How long a send waits for a database that does not answer; 30 seconds unless set. */
  public StepwellBuilder sendTimeout(Duration duration) {
    sendTimeout = SEND_TIMEOUT.checked(duration);
    return this;
  }

  /**
   * How much may wait for a database that does not answer or is slow: 100,000 writes that take about a tenth of the largest heap, unless
   * set. When that many events wait, a further send is rejected at once with {@link dev.stepwell.runtime.store.QueueFullException}.
   * Runs have as much again, and wait when it is used up.
   *
   * @param maxWrites how many writes
   * @param maxBytes about how much memory they take
   */
  public StepwellBuilder writeQueue(int maxWrites, long maxBytes) {
    writeLimits = new WriteLimits(maxWrites, maxBytes);
    return this;
  }

  /** How long a failed step waits before its next attempt: {@code first}, doubled each time up to {@code longest}, ± 20 %. */
  public StepwellBuilder backoff(Duration first, Duration longest) {
    retryPolicy = new RetryPolicy(first, longest, 2);
    return this;
  }

  /**
   * Opens the transactions of transactional steps, instead of plain JDBC on the data source: the transaction manager of Spring or JTA, jOOQ or
   * JDBI. What a step does through these joins the transaction in which its outcome is recorded.
   */
  public StepwellBuilder transactions(StepTransactions opens) {
    transactions = opens;
    return this;
  }

  /**
   * How many transactional steps this process executes at once, each on a connection of its own; 4 unless set. The data source
   * must lend as many connections in addition.
   */
  public StepwellBuilder maxConcurrentTransactions(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "at least 1 transactional step runs at once, not " + count);
    }
    maxTransactions = count;
    return this;
  }

  /**
   * Records what goes into steps besides what comes out of them: arguments, the events that are sent, what is waited for. They are
   * written as JSON when a step starts, for people to read, and cost every step time and room; not recorded unless this is called.
   */
  public StepwellBuilder recordInputs() {
    recordsInputs = true;
    return this;
  }

  /** How long runs are kept after they have ended, and events that no run is left of; 30 days unless set. */
  public StepwellBuilder retention(Duration duration) {
    retention = RETENTION.checked(duration);
    return this;
  }

  /** Keeps all runs and events for ever. */
  public StepwellBuilder keepForEver() {
    retention = null;
    return this;
  }

  /** What people call this worker; process id and host unless set. */
  public StepwellBuilder workerName(String name) {
    workerName = Identifiers.checked("the worker's name", name);
    return this;
  }

  /**
   * After how many deaths of worker processes a run fails with a {@link dev.stepwell.WorkerDiedException}; 3 unless set. Deaths are counted
   * in a row, until the run parks or finishes the step that was in progress, and only if the process is known to have ended: neither a
   * worker that leaves nor one that is paused counts. Nor does a death that the run shares with other runs; after the fourth of those the run is
   * executed only by a worker that executes no other run.
   */
  public StepwellBuilder maxWorkerDeaths(int count) {
    maxWorkerDeaths = count;
    return this;
  }

  /** Rejects settings that do not go together. */
  void requireValid() {
    if (!registered.isEmpty()) {
      workerSettings();
    }
  }

  WorkerSettings workerSettings() {
    return new WorkerSettings(workerName, maxRuns, lease, beat, grace, maxWorkerDeaths);
  }

  /**
   * Connects to the database, creates what is missing of its schema, and makes the registered functions known. The result sends, cancels and
   * reads; it executes nothing until {@link Stepwell#start} is called. Runs that events start before that wait for it.
   *
   * @throws IllegalArgumentException if an object is not durable, with what to register instead
   * @throws dev.stepwell.runtime.store.SchemaException if the schema is missing, outdated, newer or incomplete, if the role lacks a right, or if
   *     the database is read-only, with what to do about it
   */
  public Stepwell build() {
    return StartSequence.build(this);
  }

  /**
   * {@linkplain #build Builds}, and begins to execute. If one of the two fails, nothing stays open.
   *
   * @throws IllegalArgumentException if an object is not durable, with what to register instead
   * @throws dev.stepwell.runtime.store.SchemaException if the schema is missing, outdated, newer or incomplete, if the role lacks a right, or if
   *     the database is read-only, with what to do about it
   */
  public Stepwell start() {
    return StartSequence.start(this);
  }
}
