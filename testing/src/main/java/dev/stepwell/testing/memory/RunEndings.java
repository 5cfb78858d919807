package dev.stepwell.testing.memory;

import dev.stepwell.RunCancelledException;
import dev.stepwell.runtime.model.Caller;
import dev.stepwell.runtime.model.Deferral;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.SkippedRun;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.testing.memory.MemoryTables.News;
import dev.stepwell.testing.memory.Rows.Accepted;
import dev.stepwell.testing.memory.Rows.Deferred;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Ends runs, with all effects on other runs; within a transaction. */
final class RunEndings {
  private static final String FUNCTION_CANCELLED = "stepwell/function.cancelled";

  /** Runs that such events start are not reported, because the chain could be endless. */
  private static final Set<String> TELL_OF_ENDS =
      Set.of("stepwell/function.completed", "stepwell/function.failed", FUNCTION_CANCELLED);

  private final MemoryTables tables;
  private final Clock clock;
  private final EventText text;
  private final Waking waking;

  RunEndings(MemoryTables tables, Clock clock, EventText text, Waking waking) {
    this.tables = tables;
    this.clock = clock;
    this.text = text;
    this.waking = waking;
  }

  void complete(RunRow row, String output) {
    tables.put(row.completed(output, clock.now()));
    tables.forgetKeys(row.run().id());
    tables.singletonChanged(row.run().id(), clock.now());
    Caller caller = row.run().caller();
    if (caller != null) {
      waking.complete(caller.runId(), caller.stepId(), output, clock.now());
    }
  }

  void fail(RunRow row, ErrorInfo error) {
    tables.put(row.failed(error, clock.now()));
    tables.forgetKeys(row.run().id());
    tables.singletonChanged(row.run().id(), clock.now());
    failCaller(row.run(), error);
  }

  /**
   * Cancels the live ones of these runs, and the live runs that they wait for.
   *
   * @return the cancelled runs
   */
  Set<UUID> cancel(Collection<UUID> runIds, String by) {
    Set<UUID> cancelled = new LinkedHashSet<>();
    for (UUID runId : runIds) {
      RunRow row = tables.live(runId);
      if (row != null) {
        cancel(row, by);
        cancelled.add(runId);
        cancelled.addAll(cancel(invokedBy(runId), Run.BY_CALLER));
      }
    }
    return cancelled;
  }

  /** Cancels the live run that this step has invoked, because the step no longer waits for it. */
  void cancelCalled(Caller caller) {
    List<UUID> called = tables.live().stream()
        .map(RunRow::run)
        .filter(run -> caller.equals(run.caller()))
        .map(Run::id)
        .toList();
    Set<UUID> unused = cancel(called, Run.BY_CALLER);
  }

  private List<UUID> invokedBy(UUID runId) {
    return tables.live().stream()
        .map(RunRow::run)
        .filter(run -> run.caller() != null && run.caller().runId().equals(runId))
        .map(Run::id)
        .toList();
  }

  private void cancel(RunRow row, String by) {
    Run run = row.run();
    UUID worker = row.workerId();
    if (worker != null && tables.isOfSingleton(run.id())) {
      tables.stopping.put(run.id(), worker);
    }
    tables.put(row.cancelled(by, clock.now()));
    tables.forgetKeys(run.id());
    tables.singletonChanged(run.id(), clock.now());
    tables.limits.cancelled(run.id());
    tables.announce(News.CANCELLED);
    tell(run, by);
    failCaller(
        run,
        new ErrorInfo(
            RunCancelledException.class.getName(),
            "run " + run.id() + " of " + run.functionId() + " was cancelled by " + by,
            null,
            null,
            0));
  }

  /** Records that a run is skipped, if it has not started. */
  void skip(SkippedRun why) {
    RunRow row = tables.live(why.runId());
    if (row == null || row.run().startedAt() != null) {
      return;
    }
    Run run = row.run();
    tables.skipped.put(run.id(), why);
    tables.put(row.skipped(clock.now()));
    tables.forgetKeys(run.id());
    tables.singletonChanged(run.id(), clock.now());
    failCaller(
        run,
        new ErrorInfo(
            RunCancelledException.class.getName(),
            "run " + run.id() + " of " + run.functionId()
                + " was skipped by a rule of its function",
            null,
            null,
            0));
  }

  private void failCaller(Run run, ErrorInfo error) {
    Caller caller = run.caller();
    if (caller != null) {
      waking.fail(caller.runId(), caller.stepId(), error);
    }
  }

  /** The events of a batch of several; else empty. */
  private List<StoredEvent> batch(Run run) {
    StoredFunction function = tables.functions.get(run.functionId());
    List<String> events = tables.gathered.getOrDefault(run.id(), List.of());
    boolean several =
        function != null && function.flowControl().batch() != null && events.size() > 1;
    return several
        ? events.stream().map(id -> tables.events.get(id)).map(Accepted::event).toList()
        : List.of();
  }

  private void tell(Run run, String by) {
    Accepted startedBy = tables.events.get(run.eventId());
    if (startedBy == null) {
      throw new IllegalStateException("the event " + run.eventId() + " of " + run + " is gone");
    }
    if (TELL_OF_ENDS.contains(startedBy.event().name())) {
      return;
    }
    Instant now = clock.now();
    StoredEvent event = new StoredEvent(
        run.id() + ":cancelled",
        FUNCTION_CANCELLED,
        text.cancelled(run, by, startedBy.event(), batch(run)),
        now,
        startedBy.event().headers());
    tables.events.put(event.id(), new Accepted(event, now, tables.nextPosition()));
    tables.deferred.add(new Deferred(event.id(), Deferral.Effects.ALL, now, tables.nextPosition()));
    tables.announce(News.EFFECTS);
  }
}
