package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.jdbc.StepTransactions;
import dev.stepwell.runtime.model.Health;
import dev.stepwell.runtime.store.Cancellations;
import dev.stepwell.runtime.store.DeferredEvents;
import dev.stepwell.runtime.store.EventLog;
import dev.stepwell.runtime.store.EventSchedules;
import dev.stepwell.runtime.store.Insights;
import dev.stepwell.runtime.store.Journal;
import dev.stepwell.runtime.store.LimitControl;
import dev.stepwell.runtime.store.Logouts;
import dev.stepwell.runtime.store.PublishedFunctions;
import dev.stepwell.runtime.store.Reruns;
import dev.stepwell.runtime.store.Retention;
import dev.stepwell.runtime.store.RunQueue;
import dev.stepwell.runtime.store.Runs;
import dev.stepwell.runtime.store.Schedules;
import dev.stepwell.runtime.store.Signals;
import dev.stepwell.runtime.store.Singletons;
import dev.stepwell.runtime.store.Slots;
import dev.stepwell.runtime.store.TransactionLog;
import dev.stepwell.runtime.store.Transactions;
import dev.stepwell.runtime.store.Waits;
import dev.stepwell.runtime.time.Clock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** All ports on one Postgres. Opening it creates what is missing of the schema. */
public final class PostgresStore implements AutoCloseable {
  static final String NOW = "select clock_timestamp() as now";

  private final DatabaseSchema schema;
  private final Sessions sessions;

  /** Statements on its connections name the schema {@code stepwell}, whatever {@link #schema} is. */
  private final DataSource dataSource;

  private final Clock clock;
  private final Json codec;
  private final StoredJson json;
  private final HeartbeatConnection line;
  private final GroupCommit writes;
  private final PostgresWaits waits;

  /** As {@link #PostgresStore(DataSource, DatabaseSchema, boolean, Clock, Json)}, in the schema {@code stepwell}, which it migrates. */
  public PostgresStore(DataSource dataSource, Clock clock, Json json) {
    this(dataSource, DatabaseSchema.DEFAULT, true, clock, json);
  }

  /**
   * Opens the store.
   *
   * @param migrates whether to apply missing migrations
   * @throws PostgresException if the database is unreachable or rejects the connection
   * @throws dev.stepwell.runtime.store.SchemaException if this version cannot use the schema
   */
  public PostgresStore(
      DataSource given, DatabaseSchema schema, boolean migrates, Clock clock, Json json) {
    this(given, schema, migrates, clock, json, WriteLimits.ofHeap());
  }

  /**
   * As {@link #PostgresStore(DataSource, DatabaseSchema, boolean, Clock, Json)}.
   *
   * @param limits how much may wait to be written
   */
  public PostgresStore(
      DataSource given,
      DatabaseSchema schema,
      boolean migrates,
      Clock clock,
      Json json,
      WriteLimits limits) {
    this.schema = schema;
    this.sessions = Sessions.of(given);
    this.dataSource = schema.on(sessions);
    this.clock = clock;
    this.codec = json;
    this.json = new StoredJson(json);
    Migrations.prepare(sessions, schema, migrates);
    KeptConnections connections = KeptConnections.like(given, sessions, schema);
    this.line = new HeartbeatConnection(connections);
    this.writes = new GroupCommit(connections, clock, this.json, limits);
    this.waits = new PostgresWaits(
        dataSource,
        clock,
        new WaitShapes(dataSource, clock, new EventKeys(json)),
        new PostgresRuns(dataSource, this.json));
  }

  /** The database's time. */
  public Instant now() {
    return Database.read(dataSource, "read the clock", connection -> {
      try (PreparedStatement select = connection.prepareStatement(NOW);
          ResultSet row = select.executeQuery()) {
        row.next();
        return Sql.instant(row, "now");
      }
    });
  }

  /** Where events go. */
  public EventLog events() {
    return writes;
  }

  /** Where events go that are sent in a transaction of the caller's. */
  public TransactionLog eventsIn(Connection transaction) {
    return new CallerTransaction(schema.on(transaction), sessions, clock);
  }

  /** Where outcomes go. */
  public Journal journal() {
    return writes;
  }

  /** Records the outcomes of transactional steps, at most this many at once. */
  public Transactions transactions(int max) {
    return new PostgresTransactions(sessions, schema, clock, json, writes, max);
  }

  /** As {@link #transactions(int)}, in transactions that these open; null for plain JDBC. */
  public Transactions transactions(@Nullable StepTransactions opens, int max) {
    PostgresTransactions plain =
        new PostgresTransactions(sessions, schema, clock, json, writes, max);
    return opens == null ? plain : new ForeignTransactions(plain, opens, max);
  }

  /** What waits for events need. */
  public Waits waits() {
    return waits;
  }

  /** Events whose effects come later. */
  public DeferredEvents deferredEvents() {
    return new PostgresDeferredEvents(dataSource, clock);
  }

  /** Where runs of singletons wait for each other. */
  public Singletons singletons() {
    return new PostgresSingletons(dataSource, clock);
  }

  /** Withdraws a scheduled event in a transaction of the caller's; says whether it was still pending. */
  public boolean withdrawIn(Connection transaction, String eventId) {
    return CallerTransaction.run(
        schema.on(transaction),
        "withdraw an event",
        connection -> PostgresDeferredEvents.withdraw(connection, eventId));
  }

  /** The clocks that start runs. */
  public Schedules schedules() {
    return new PostgresSchedules(dataSource);
  }

  /** The schedules that were created at run time. */
  public EventSchedules eventSchedules() {
    return new PostgresEventSchedules(dataSource);
  }

  /** Where runs are repeated. */
  public Reruns reruns() {
    return new PostgresReruns(dataSource, clock);
  }

  /** The deletion of old data. */
  public Retention retention() {
    return new PostgresRetention(dataSource, clock);
  }

  /** Where servers record logouts. */
  public Logouts logouts() {
    return new PostgresLogouts(dataSource);
  }

  /** Where workers find what is due. */
  public RunQueue queue() {
    return new PostgresRunQueue(dataSource, line, new PostgresRuns(dataSource, json), writes);
  }

  /** Where operators see and change limits. */
  public LimitControl limitControl() {
    return new PostgresLimitControl(dataSource, clock);
  }

  /** Where parallel branches take slots of limits. */
  public Slots slots() {
    return new PostgresSlots(dataSource, clock, writes);
  }

  /** The functions that are known. */
  public PublishedFunctions functions() {
    return new PostgresFunctions(dataSource, json);
  }

  /** Where runs are cancelled by call. */
  public Cancellations cancellations() {
    return PostgresCancellations.on(dataSource, clock, codec);
  }

  /** Where runs are cancelled by call in a transaction of the caller's. */
  public Cancellations cancellationsIn(Connection transaction) {
    return PostgresCancellations.in(schema.on(transaction), clock, codec);
  }

  /** The stored data. */
  public Runs runs() {
    return new PostgresRuns(dataSource, json);
  }

  /** How the functions fare. */
  public Insights insights() {
    return new PostgresInsights(dataSource, clock, Insights.LOOKED_AT);
  }

  /** The signals of other processes. */
  public Signals signals() {
    return new PostgresSignals(line, sessions);
  }

  /** What writes, and what is wrong with it. */
  public List<Health.Part> health() {
    return writes.health();
  }

  /** Writes what has gathered and stops. The data source stays open. */
  @Override
  public void close() {
    writes.close();
    line.close();
  }
}
