package dev.stepwell.testing.memory;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.jdbc.StepTransactions;
import dev.stepwell.runtime.model.StoredEvent;
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
import dev.stepwell.runtime.store.Transactions;
import dev.stepwell.runtime.store.Waits;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.testing.memory.Rows.Accepted;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** All ports in the memory of this process. Thread-safe. The data is lost when the process ends. */
public final class MemoryStore {
  private final MemoryTables tables;
  private final Clock clock;
  private final Json json;
  private final @Nullable DataSource dataSource;
  private final Holder holder = new Holder();
  private final EventText text;
  private final Waking waking;
  private final RunEndings ending;
  private final WaitRule rule;
  private final Appending appending;
  private final StepWrites writes;

  private MemoryStore(
      MemoryTables tables, Clock clock, Json json, @Nullable DataSource dataSource) {
    this.tables = tables;
    this.clock = clock;
    this.json = json;
    this.dataSource = dataSource;
    this.text = new EventText(json);
    this.waking = new Waking(tables, clock);
    this.ending = new RunEndings(tables, clock, text, waking);
    this.rule = new WaitRule(tables, waking, text);
    this.appending = new Appending(tables, clock, ending);
    this.writes = new StepWrites(tables, appending, holder);
  }

  /**
   * An empty store.
   *
   * @param clock the clock of the store
   * @param dataSource the database of transactional steps; null rejects them
   */
  public static MemoryStore empty(Clock clock, Json json, @Nullable DataSource dataSource) {
    return new MemoryStore(new MemoryTables(clock), clock, json, dataSource);
  }

  /** Another store on the same data, like another process, with its own worker. */
  public MemoryStore ofAnotherProcess() {
    return new MemoryStore(tables, clock, json, dataSource);
  }

  /** The event log. */
  public EventLog events() {
    return new MemoryEventLog(tables, appending, holder);
  }

  /** The journal. */
  public Journal journal() {
    return new MemoryJournal(tables, clock, appending, ending, writes);
  }

  /** The journal of transactional steps. */
  public Transactions transactions() {
    return transactions(null);
  }

  /** Like {@link #transactions()}, in transactions of these; null for plain JDBC on the data source. */
  public Transactions transactions(@Nullable StepTransactions opens) {
    return new MemoryTransactions(tables, writes, dataSource, opens);
  }

  /** Where operators see and change limits. */
  public LimitControl limitControl() {
    return new MemoryLimitControl(tables, clock, ending);
  }

  /** The queue of due runs. */
  public RunQueue queue() {
    return new MemoryRunQueue(tables, clock, holder);
  }

  /** Where parallel branches take slots of limits. */
  public Slots slots() {
    return new MemorySlots(tables, holder);
  }

  /** The published functions. */
  public PublishedFunctions functions() {
    return new MemoryFunctions(tables, clock);
  }

  /** The cancellations by call. */
  public Cancellations cancellations() {
    return new MemoryCancellations(tables, ending, json);
  }

  /** The stored runs, steps and events. */
  public Runs runs() {
    return new MemoryRuns(tables, new Reasons(tables, clock));
  }

  /** The statistics of functions. */
  public Insights insights() {
    return new MemoryInsights(tables, clock);
  }

  /** The signals of other processes. */
  public Signals signals() {
    return new MemorySignals(tables);
  }

  /** The store of waits for events. */
  public Waits waits() {
    return new MemoryWaits(tables, rule, json);
  }

  /** The events of this name that have taken effect, in order of acceptance. */
  public List<StoredEvent> accepted(String name) {
    return tables.transaction(() -> tables.events.values().stream()
        .map(Accepted::event)
        .filter(event -> event.name().equals(name) && !tables.isOfTheFuture(event.id()))
        .toList());
  }

  /** The events with deferred effects. */
  public DeferredEvents deferredEvents() {
    return new MemoryDeferredEvents(tables, appending, rule);
  }

  /** Where runs of singletons wait for each other. */
  public Singletons singletons() {
    return new MemorySingletons(tables, clock, ending);
  }

  /** Simulates the death of this worker's process. */
  public void crash(UUID workerId) {
    tables.change(() -> tables.crashed.add(workerId));
  }

  /** The crons that start runs. */
  public Schedules schedules() {
    return new MemorySchedules(tables, appending);
  }

  /** The schedules created at run time. */
  public EventSchedules eventSchedules() {
    return new MemoryEventSchedules(tables, appending);
  }

  /** The reruns. */
  public Reruns reruns() {
    return new MemoryReruns(tables, appending);
  }

  /** The logouts that servers record. */
  public Logouts logouts() {
    return new MemoryLogouts(tables);
  }

  /** The deletion of old data. */
  public Retention retention() {
    return new MemoryRetention(tables, clock);
  }
}
