package dev.stepwell.inngest.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.NonRetriableException;
import dev.stepwell.contract.UncatchableSuspension;
import dev.stepwell.inngest.events.EventEncoding;
import dev.stepwell.inngest.wire.Cel;
import dev.stepwell.inngest.wire.WireDuration;
import dev.stepwell.inngest.wire.WireJson;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.EventWait;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Converts the engine's records into operations for the server.
 *
 * <p>After an outcome that the server must store, the flow leaves at once: code after the step is executed in the call
 * that brings the outcome. With checkpoints the outcome is stored immediately, and the flow continues.
 */
final class CallJournal implements Journal {
  /** The maximum number of bytes of a step's result as JSON on a server. */
  static final int MAX_OUTPUT = 4 * 1024 * 1024;

  private final CallRequest call;
  private final ClaimedRun run;
  private final String appId;
  private final CallOutcome outcome;
  private final SendStep sending;
  private final Checkpoints checkpoints;

  CallJournal(
      CallRequest call,
      ClaimedRun run,
      String appId,
      CallOutcome outcome,
      SendStep sending,
      Checkpoints checkpoints) {
    this.call = call;
    this.run = run;
    this.appId = appId;
    this.outcome = outcome;
    this.sending = sending;
    this.checkpoints = checkpoints;
  }

  @Override
  public CompletableFuture<Recorded> record(StepWrite write) {
    StepRecord step = write.step();
    return CompletableFuture.completedFuture(
        switch (step.kind()) {
          case STEP -> step.status() == StepStatus.COMPLETED ? completed(step) : failed(step);
          case SEND -> send(write);
          case SLEEP -> sleep(step);
          case WAIT -> waitForEvent(write);
          case INVOKE -> invoke(write);
        });
  }

  private Recorded completed(StepRecord step) {
    String result = Objects.requireNonNull(step.result());
    JsonNode data = WireJson.toWire(result);
    long size = WireJson.storedSize(data);
    if (size > MAX_OUTPUT) {
      ErrorInfo error = new ErrorInfo(
          "dev.stepwell.inngest.OutputTooLarge",
          "the result of step " + step.id() + " is " + size
              + " bytes of JSON, but an Inngest server stores at most " + MAX_OUTPUT
              + " of a step: keep the data elsewhere and return its address",
          null,
          null,
          0);
      outcome.failed(StepOps.failed(step, error, true), null);
      return Recorded.NOT_HELD;
    }
    return stored(StepOps.completed(step, data));
  }

  private Recorded stored(ObjectNode op) {
    switch (checkpoints.store(call, op)) {
      case YES -> {
        return Recorded.RECORDED;
      }
      case NO -> outcome.completed(op);
      case STALE -> outcome.stop();
    }
    throw new UncatchableSuspension();
  }

  private Recorded failed(StepRecord step) {
    ErrorInfo error = Objects.requireNonNull(step.error());
    Instant dueAt = call.isLastAttempt() ? null : step.dueAt();
    Duration after = dueAt == null ? null : Duration.between(step.endedAt(), dueAt);
    return failed(step, error, after);
  }

  private Recorded failed(StepRecord step, ErrorInfo error, @Nullable Duration after) {
    outcome.failed(StepOps.failed(step, error, after == null), after);
    return Recorded.NOT_HELD;
  }

  private Recorded send(StepWrite write) {
    StepRecord step = write.step();
    SendStep.Failed failed = sending.send(call, write.sends());
    return failed == null
        ? stored(StepOps.completed(step, WireJson.toWire(Objects.requireNonNull(step.result()))))
        : failed(SendStep.attempted(step, call.attempt() + 1), failed.error(), failed.after());
  }

  private Recorded sleep(StepRecord step) {
    if (step.status() == StepStatus.WAITING) {
      outcome.add(StepOps.sleep(step.id(), length(step, "a sleep")));
    }
    return Recorded.RECORDED;
  }

  private Recorded waitForEvent(StepWrite write) {
    StepRecord step = write.step();
    if (step.status() != StepStatus.WAITING || !isAhead(step)) {
      return Recorded.RECORDED;
    }
    EventWait wait = Objects.requireNonNull(write.waitsFor());
    if (!wait.others().isEmpty()) {
      throw new NonRetriableException("step " + step.id() + " of function "
          + run.functionId()
          + " waits for the first of several events, which an Inngest server cannot do:"
          + " let one event stand for them, or wait for each in a branch of steps.all");
    }
    Instant since = wait.since();
    if (since != null && !since.equals(run.createdAt()) && !since.equals(step.startedAt())) {
      throw new NonRetriableException("step " + step.id() + " of function "
          + run.functionId() + " looks back for its event, which an Inngest server cannot do:"
          + " wait before the event can be sent, and use Duration.ZERO as the look-back");
    }
    JsonNode input = WireJson.own(sending.opened(Objects.requireNonNull(step.input())));
    outcome.add(StepOps.waitForEvent(
        step.id(),
        input.path("event").asText(),
        length(step, "a wait"),
        condition(step, input.path("match"))));
    return Recorded.RECORDED;
  }

  private static boolean isAhead(StepRecord step) {
    return Objects.requireNonNull(step.dueAt()).isAfter(step.startedAt());
  }

  private @Nullable String condition(StepRecord step, JsonNode match) {
    if (match.has("…")) {
      throw new NonRetriableException(
          "step " + step.id() + " waits for an event by values that are too long for an Inngest"
              + " server: match by an id");
    }
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : match.properties()) {
      try {
        EventEncoding.Compared wanted = sending.comparison(field.getKey(), field.getValue());
        parts.add(Cel.equal(Cel.field("async", wanted.path()), wanted.value()));
      } catch (IllegalArgumentException e) {
        throw new NonRetriableException(
            "step " + step.id() + " waits for an event whose " + field.getKey()
                + " an Inngest server cannot compare, because " + e.getMessage()
                + ": match by an id",
            e);
      }
    }
    return parts.isEmpty() ? null : String.join(" && ", parts);
  }

  private Duration length(StepRecord step, String what) {
    Duration length = Duration.between(step.startedAt(), Objects.requireNonNull(step.dueAt()));
    if (length.compareTo(WireDuration.MAX) > 0) {
      throw new NonRetriableException(
          "step " + step.id() + " of function " + run.functionId() + " is " + what + " of "
              + length.toDays() + " days, but an Inngest server accepts at most "
              + WireDuration.MAX.toDays() + ": divide it into several");
    }
    return length;
  }

  private Recorded invoke(StepWrite write) {
    Dispatch dispatch = write.sends().get(0);
    outcome.add(StepOps.invoke(
        write.step().id(),
        appId + "-" + dispatch.starts().get(0).functionId(),
        sending.wired(dispatch.event())));
    return Recorded.RECORDED;
  }

  /** An Inngest server does not cancel a step that it has planned. */
  @Override
  public boolean cancelsSteps() {
    return false;
  }

  @Override
  public CompletableFuture<Recorded> end(RunEnd end) {
    boolean counts = true;
    if (end instanceof RunEnd.Completed completed) {
      counts = outcome.ended(completed.output(), null);
    } else if (end instanceof RunEnd.Failed failed) {
      counts = outcome.ended(null, failed.error());
    }
    return CompletableFuture.completedFuture(counts ? Recorded.RECORDED : Recorded.NOT_HELD);
  }
}
