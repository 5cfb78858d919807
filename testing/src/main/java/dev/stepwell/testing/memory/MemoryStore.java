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
import dev.stepwell.runtime.store.PublishedFunctions;
import dev.stepwell.runtime.store.Reruns;
import dev.stepwell.runtime.store.Retention;
import dev.stepwell.runtime.store.RunQueue;
import dev.stepwell.runtime.store.Runs;
import dev.stepwell.runtime.store.Schedules;
import dev.stepwell.runtime.store.Signals;
import dev.stepwell.runtime.store.Transactions;
import dev.stepwell.runtime.store.Waits;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.testing.memory.Rows.Accepted;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** All ports in the memory of this process. They may be used by many threads, and keep nothing when the process ends. */
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
   * @param clock the time by which everything is stored
   * @param dataSource where transactional steps write; null for nowhere, and then they are refused
   */
  public static MemoryStore empty(Clock clock, Json json, @Nullable DataSource dataSource) {
    return new MemoryStore(new MemoryTables(), clock, json, dataSource);
  }

  /** Another store on the same data, as another process would have it: with a worker of its own. */
  public MemoryStore ofAnotherProcess() {
    return new MemoryStore(tables, clock, json, dataSource);
  }

  /** Where events go. */
  public EventLog events() {
    return new MemoryEventLog(tables, appending, holder);
  }

  /** Where outcomes go. */
  public Journal journal() {
    return new MemoryJournal(tables, clock, appending, ending, writes);
  }

  /** Where outcomes go that are recorded together with writes of the user's. */
  public Transactions transactions() {
    return transactions(null);
  }

  /** As {@link #transactions()}, in transactions that these open; null for plain JDBC on the data source. */
  public Transactions transactions(@Nullable StepTransactions opens) {
    return new MemoryTransactions(tables, writes, dataSource, opens);
  }

  /** Where workers find what is due. */
  public RunQueue queue() {
    return new MemoryRunQueue(tables, clock, holder);
  }

  /** The functions that are known. */
  public PublishedFunctions functions() {
    return new MemoryFunctions(tables, clock);
  }

  /** Where runs are cancelled by call. */
  public Cancellations cancellations() {
    return new MemoryCancellations(tables, ending, json);
  }

  /** What is stored. */
  public Runs runs() {
    return new MemoryRuns(tables, new Reasons(tables, clock));
  }

  /** How the functions fare. */
  public Insights insights() {
    return new MemoryInsights(tables, clock);
  }

  /** What others tell. */
  public Signals signals() {
    return new MemorySignals(tables);
  }

  /** What waits for events need. */
  public Waits waits() {
    return new MemoryWaits(tables, rule, json);
  }

  /** The events of this name that have taken effect, in the order in which they were accepted. */
  public List<StoredEvent> accepted(String name) {
    return tables.transaction(() -> tables.events.values().stream()
        .map(Accepted::event)
        .filter(event -> event.name().equals(name) && !tables.isOfTheFuture(event.id()))
        .toList());
  }

  /** The events whose effects come later. */
  public DeferredEvents deferredEvents() {
    return new MemoryDeferredEvents(tables, appending, rule);
  }

  /** Has it be known that the process of this worker has died. Only a process that is simulated can. */
  public void crash(UUID workerId) {
    tables.change(() -> tables.crashed.add(workerId));
  }

  /** The clocks that start runs. */
  public Schedules schedules() {
    return new MemorySchedules(tables, appending);
  }

  /** The schedules that were created at run time. */
  public EventSchedules eventSchedules() {
    return new MemoryEventSchedules(tables, appending);
  }

  /** Where runs are repeated. */
  public Reruns reruns() {
    return new MemoryReruns(tables, appending);
  }

  /** Where what is old is let go of. */
  public Retention retention() {
    return new MemoryRetention(tables);
  }
}
