package dev.stepwell.runtime.engine;

import dev.stepwell.BacklogFullException;
import dev.stepwell.MaxWaiting.WhenFull;
import dev.stepwell.StepFailedException;
import dev.stepwell.contract.Types;
import dev.stepwell.runtime.middleware.SendInfo;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.runtime.model.StartRules;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.DeferredEvents;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.time.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The events that a run sends, each once, and its withdrawals. */
final class Sends {
  private final RunState state;

  Sends(RunState state) {
    this.state = state;
  }

  /** Sends events in the transaction that records the step; {@code time} is null for now. */
  @SuppressWarnings("unchecked")
  List<String> send(String id, Collection<? extends Record> payloads, @Nullable Instant time) {
    Branch branch = state.enter();
    String number = state.number(branch, id);
    StepRecord known = state.known(branch, number, StepKind.SEND);
    if (known != null && known.status() == StepStatus.COMPLETED) {
      return (List<String>)
          Objects.requireNonNull(state.result(known, Types.of(List.class, String.class)));
    }
    if (known != null && known.status() == StepStatus.FAILED) {
      throw Outcomes.exception(known);
    }
    state.parkUntil(branch, known == null ? null : known.dueAt());
    state.beginWork(branch);
    state.awaitRecorded(branch);
    Engine engine = state.engine();
    Instant startedAt = state.now();
    List<StoredEvent> events = events(number, payloads, time);
    List<String> ids = events.stream().map(StoredEvent::id).toList();
    String result = engine.json().encode(ids, List.class);
    StepRecord sent = Outcomes.completed(number, StepKind.SEND, result, null, startedAt, startedAt);
    if (engine.middleware().isEmpty()) {
      store(branch, sent, events);
    } else {
      List<Sent> unused = engine
          .middleware()
          .send(
              new SendInfo(events, state.info(), number),
              changed -> answers(store(branch, sent, engine.events().changed(events, changed))));
    }
    return ids;
  }

  /** Stores the events together with the step; repeats that if functions change meanwhile. */
  private List<Dispatch> store(Branch branch, StepRecord step, List<StoredEvent> events) {
    Engine engine = state.engine();
    String input = engine.inputs().ofSend(events);
    List<Dispatch> dispatches = new ArrayList<>(events.size());
    Recorded recorded;
    do {
      Matching matching = engine.functions().matching();
      dispatches.clear();
      for (StoredEvent event : events) {
        dispatches.add(matching.match(event, state.now(), Ids::next));
      }
      StepRecord sent = Outcomes.completed(
              step.id(),
              StepKind.SEND,
              Objects.requireNonNull(step.result()),
              null,
              step.startedAt(),
              state.now())
          .withInput(input);
      recorded = recorded(
          state,
          branch,
          new StepWrite(state.run().id(), sent, null, null, List.copyOf(dispatches)));
    } while (recorded == Recorded.FUNCTIONS_CHANGED);
    if (recorded == Recorded.BACKLOG_FULL) {
      throw refused(branch, step, dispatches, input);
    }
    state.goOnIf(branch, recorded);
    return dispatches;
  }

  /** Records that the step has failed, as what a flow does next must be the same when it is replayed. */
  private StepFailedException refused(
      Branch branch, StepRecord step, List<Dispatch> dispatches, @Nullable String input) {
    StepRecord failed = Outcomes.refused(
            step.id(), StepKind.SEND, error(dispatches), step.startedAt(), state.now())
        .withInput(input);
    state.record(branch, StepWrite.of(state.run().id(), failed));
    return Outcomes.exception(failed);
  }

  /** Names the first function that the events would have started and that bounds its waiting runs. */
  private static ErrorInfo error(List<Dispatch> dispatches) {
    for (Dispatch dispatch : dispatches) {
      for (NewRun run : dispatch.starts()) {
        StartRules.Bounded bound = run.rules() == null ? null : run.rules().maxWaiting();
        if (bound != null && bound.rule().whenFull() == WhenFull.REJECT) {
          BacklogFullException refusal = new Accepted.BacklogFull(
                  run.functionId(), bound.rule().limit(), bound.key())
              .exception();
          return ErrorReport.of(refusal).error();
        }
      }
    }
    throw new IllegalStateException("no function that these events start has a @MaxWaiting");
  }

  /** What middleware sees of events that a run has sent. */
  List<Sent> answers(List<Dispatch> dispatches) {
    Matching matching = state.engine().functions().matching();
    return dispatches.stream()
        .map(sent -> new Sent(
            sent.event().id(),
            false,
            sent.starts().stream().map(NewRun::id).toList(),
            !sent.starts().isEmpty() || matching.isHeard(sent.event().name())))
        .toList();
  }

  /**
   * Withdraws a scheduled event, and returns whether it never fires. If the response of an attempt was lost, a
   * repetition returns the same.
   */
  boolean withdraw(String id, String eventId) {
    Branch branch = state.enter();
    String number = state.number(branch, id);
    StepRecord known = state.known(branch, number, StepKind.STEP);
    if (known != null && known.status() == StepStatus.COMPLETED) {
      return Objects.equals(state.result(known, Boolean.class), true);
    }
    state.parkUntil(branch, known == null ? null : known.dueAt());
    state.beginWork(branch);
    state.awaitRecorded(branch);
    Instant startedAt = state.now();
    DeferredEvents deferred = state.engine().ports().deferred();
    boolean withdrawn =
        state.ask(branch, () -> deferred.withdraw(eventId) || !deferred.isStored(eventId));
    StepRecord step = Outcomes.completed(
        number, StepKind.STEP, String.valueOf(withdrawn), null, startedAt, state.now());
    state.record(branch, StepWrite.of(state.run().id(), step));
    return withdrawn;
  }

  /**
   * The prefix before the step's id distinguishes the ids, because the step's id may contain anything: from each other,
   * and from the ids of events that report the end of the run.
   */
  private List<StoredEvent> events(
      String number, Collection<? extends Record> payloads, @Nullable Instant time) {
    List<StoredEvent> events = new ArrayList<>(payloads.size());
    for (Record payload : payloads) {
      String index = payloads.size() == 1 ? "" : "." + events.size();
      String id = state.run().id() + index + "/" + number;
      events.add(
          state.engine().events().sent(payload, id, time, state.run().event().headers()));
    }
    return events;
  }

  /** Waits until the write is on disk; if it must be matched again, reloads the functions. */
  static Recorded recorded(RunState state, Branch branch, StepWrite write) {
    Engine engine = state.engine();
    Recorded recorded = state.handOver(branch, write).join();
    if (recorded == Recorded.FUNCTIONS_CHANGED) {
      state.ask(branch, () -> {
        engine.functions().reload();
        return recorded;
      });
    }
    return recorded;
  }
}
