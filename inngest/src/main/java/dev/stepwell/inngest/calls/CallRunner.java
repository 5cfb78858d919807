package dev.stepwell.inngest.calls;

import dev.stepwell.inngest.events.EventApi;
import dev.stepwell.inngest.events.EventEncoding;
import dev.stepwell.inngest.wire.EndpointReply;
import dev.stepwell.inngest.wire.StepHash;
import dev.stepwell.inngest.wire.Ulid;
import dev.stepwell.runtime.engine.BoundFunction;
import dev.stepwell.runtime.engine.Engine;
import dev.stepwell.runtime.engine.RunExecution;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.time.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes call requests: each a part of a run, from the state in the call to the operations for the server. */
public final class CallRunner {
  private static final Logger log = LoggerFactory.getLogger(CallRunner.class);

  private static final String REQ_VERSION = "x-inngest-req-version";

  private final String appId;
  private final CallEngine engine;
  private final EventApi events;
  private final EventEncoding encoding;
  private final Checkpointing checkpointing;
  private final Set<String> scheduled;

  /**
   * Executes with this engine.
   *
   * @param appId the id of the application
   * @param scheduled the ids of the functions that schedules start
   */
  public CallRunner(
      String appId,
      CallEngine engine,
      EventApi events,
      EventEncoding encoding,
      Checkpointing checkpointing,
      Set<String> scheduled) {
    this.appId = appId;
    this.engine = engine;
    this.events = events;
    this.encoding = encoding;
    this.checkpointing = checkpointing;
    this.scheduled = Set.copyOf(scheduled);
  }

  /** Executes a call of this function. */
  public EndpointReply run(CallRequest call, BoundFunction function) {
    CallOutcome outcome = execute(call, function);
    String only = outcome.onlyPlanned();
    if (only != null && !outcome.isStale() && !call.plansAll()) {
      CallOutcome executed = execute(call.targeting(StepHash.of(only)), function);
      outcome = executed.attempted() == null ? outcome : executed;
    }
    return CallReply.of(call, outcome).with(REQ_VERSION, Integer.toString(call.version()));
  }

  @SuppressWarnings("try") // the context applies as long as the resource is open
  private CallOutcome execute(CallRequest call, BoundFunction function) {
    FlowFailure failure = new FlowFailure(call, function, engine.time().random());
    CallOutcome outcome = new CallOutcome(call);
    ClaimedRun run = claimed(call, function);
    SendStep sending =
        new SendStep(function, engine.json(), events, encoding, engine.time().random());
    CallJournal journal =
        new CallJournal(call, run, appId, outcome, sending, checkpointing.of(call));
    NoDatabase none = new NoDatabase();
    Engine own = engine.with(new Engine.Ports(journal, none, none, none));
    MemoizedSteps steps = new MemoizedSteps(call, outcome, engine.now());
    try (ServerLogContext ignored = ServerLogContext.of(call)) {
      RunExecution execution = new RunExecution(run, failure.observed(), own, steps);
      execution.execute().join();
      addRetry(call, outcome, failure, execution);
    }
    return outcome;
  }

  /** Registers and logs a failure of the flow that is not the end of the run, so the engine does not log it. */
  private static void addRetry(
      CallRequest call, CallOutcome outcome, FlowFailure failure, RunExecution execution) {
    Throwable thrown = failure.thrown();
    Duration after = failure.retryAfter();
    if (thrown != null && after != null && outcome.failedOnce(execution.error(thrown), after)) {
      log.warn(
          "Attempt {} of function {} failed in run {}; the next is due in {}",
          call.attempt() + 1,
          call.functionId(),
          call.runId(),
          after,
          execution.loggable(thrown));
    }
  }

  private ClaimedRun claimed(CallRequest call, BoundFunction function) {
    Instant now = engine.now();
    List<StoredEvent> events = StartingEvent.of(call, scheduled, now);
    StoredEvent first = events.get(0);
    ClaimedRun run = new ClaimedRun(
        Ulid.toUuid(call.runId()),
        function.id(),
        first,
        TimeRange.clamp(first.time()),
        now,
        call.steps().isEmpty() && !call.isRetry(),
        List.of());
    return events.size() == 1 ? run : run.withGathered(events);
  }
}
