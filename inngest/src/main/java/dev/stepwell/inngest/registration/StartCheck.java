package dev.stepwell.inngest.registration;

import dev.stepwell.contract.BackoffDefinition;
import dev.stepwell.contract.Identifiers;
import dev.stepwell.inngest.events.EventEncoding;
import dev.stepwell.inngest.wire.WireDuration;
import dev.stepwell.runtime.engine.BoundFunction;
import dev.stepwell.runtime.engine.SystemEvents;
import dev.stepwell.runtime.model.FunctionDescription.StepOptions;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.StoredFunction.CancelOn;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rejects functions with features that Inngest servers do not support. */
public final class StartCheck {
  private static final int MAX_RETRIES = 20;
  private static final int MAX_TRIGGERS = 10;
  private static final int MAX_CANCELLATIONS = 5;
  private static final Duration MAX_CALL = Duration.ofHours(2);
  private static final Duration MAX_DELAY = Duration.ofHours(24);
  private static final String LOOK_BACK =
      "waitForEvent(Ljava/lang/String;Ldev/stepwell/EventMatch;Ljava/time/Duration;Ljava/time/Duration;)";

  private final Map<String, BoundFunction> bound;
  private final EncodedFieldsCheck encodedFields;
  private final List<String> faults = new ArrayList<>();

  /** Checks against these functions, by id, and this encoding of events. */
  public StartCheck(Map<String, BoundFunction> bound, EventEncoding encoding) {
    this.bound = bound;
    this.encodedFields = new EncodedFieldsCheck(encoding);
  }

  /** Checks a durable object and its functions. */
  public void add(Object durable, List<StoredFunction> functions) {
    String names = functions.size() == 1
        ? "function " + functions.get(0).id()
        : "one of the functions " + functions.stream().map(StoredFunction::id).toList();
    Class<?> type = durable.getClass();
    for (Method method : type.getDeclaredMethods()) {
      if (!method.isSynthetic()
          && Arrays.asList(method.getParameterTypes()).contains(Connection.class)) {
        faults.add(
            transactional(names, type.getSuperclass().getSimpleName() + "." + method.getName()));
      }
    }
    for (Class<?> code : List.of(type, type.getSuperclass())) {
      StepsCalls.of(code).forEach(call -> addCall(names, call));
    }
    functions.forEach(this::addFunction);
  }

  private static String transactional(String names, String place) {
    return names + ", at " + place
        + ": a transactional step commits together with its outcome, which an Inngest server stores elsewhere. Make it an ordinary step"
        + " that can be repeated";
  }

  private void addCall(String names, StepsCalls.Call call) {
    if (call.method().startsWith("runInTransaction(")) {
      faults.add(transactional(names, call.place()));
    } else if (call.method().startsWith("withdraw(")) {
      faults.add(
          names + ", at " + call.place()
              + ": an Inngest server does not withdraw events. Cancel what the event starts by another event, with @CancelOn");
    } else if (call.method().startsWith("any(")) {
      faults.add(names + ", at " + call.place()
          + ": an Inngest server does not wait for the first of several events. Let one event stand for them, or wait for each in"
          + " a branch of steps.all");
    } else if (call.method().startsWith("race(")) {
      faults.add(
          names + ", at " + call.place()
              + ": an Inngest server does not cancel the steps of branches that lose a race. Use steps.all, or give a step a timeout");
    } else if (call.method().startsWith(LOOK_BACK) && !call.lastIsZero()) {
      faults.add(names + ", at " + call.place()
          + ": a wait cannot look back, because an Inngest server takes only events that come after the wait has begun. Leave the"
          + " look-back out, or pass Duration.ZERO, and wait before the event can be sent");
    }
  }

  private void addFunction(StoredFunction function) {
    int retries = function.description().retries();
    require(
        retries <= MAX_RETRIES,
        function,
        retries + " retries are more than the " + MAX_RETRIES
            + " that an Inngest server makes. Lower retries in @Function");
    for (StepOptions step : function.description().steps()) {
      require(
          step.retries() <= MAX_RETRIES || step.retries() == retries,
          function,
          "step " + step.id() + " has " + step.retries() + " retries, more than the " + MAX_RETRIES
              + " that an Inngest server makes. Lower retries in @Step");
      require(
          isAtMost(step.timeout(), MAX_CALL),
          function,
          "step " + step.id() + " may take " + step.timeout()
              + ", but an Inngest server ends a call after 2 hours. Divide the step, or lower its timeout");
    }
    int triggers = function.events().size() + function.description().crons().size();
    require(
        triggers <= MAX_TRIGGERS,
        function,
        triggers + " triggers are more than the " + MAX_TRIGGERS
            + " that an Inngest server accepts. Divide the function");
    require(
        isAtMost(function.description().finishTimeout(), WireDuration.MAX)
            && isAtMost(function.description().startTimeout(), WireDuration.MAX),
        function,
        "its startTimeout or finishTimeout is longer than 366 days. Remove it");
    faults.addAll(FlowControlCheck.faults(function));
    faults.addAll(encodedFields.faults(function));
    addCancellations(function);
    addNames(function);
  }

  private void addCancellations(StoredFunction function) {
    require(
        function.cancelOn().size() <= MAX_CANCELLATIONS,
        function,
        function.cancelOn().size() + " @CancelOn annotations are more than the " + MAX_CANCELLATIONS
            + " that an Inngest server accepts. Let one event stand for several");
    for (CancelOn cancelOn : function.cancelOn()) {
      String condition = cancelOn.condition();
      require(
          condition == null || !CelCondition.hasCalls(condition),
          function,
          "the condition of its @CancelOn on " + cancelOn.event() + " calls a function ("
              + condition + "), which an Inngest server rejects there. Compare fields only");
    }
  }

  private void addNames(StoredFunction function) {
    for (String event : function.events()) {
      require(
          !event.startsWith(SystemEvents.PREFIX),
          function,
          "the event " + event
              + " is Stepwell's own, which an Inngest server does not send. Use @OnFailure, or an event of the server, such as"
              + " inngest/function.failed");
    }
    require(
        !bound.containsKey(function.id() + Identifiers.ON_CANCEL),
        function,
        "its @OnCancel method is started by an event of Stepwell's own, which an Inngest server does not send. Use a function on"
            + " inngest/function.cancelled");
    require(
        !function.onFailure() || !bound.containsKey(function.id() + "-failure"),
        function,
        "its failure handler and the function " + function.id()
            + "-failure have the same id on an Inngest server. Rename one of them");
    BoundFunction own = bound.get(function.id());
    BackoffDefinition backoff = own == null ? null : own.backoff();
    require(
        backoff == null || isAtMost(backoff.longest(), MAX_DELAY),
        function,
        "its backoff grows beyond 24 hours, the maximum that an Inngest server waits between attempts. Lower its maximum");
  }

  private static boolean isAtMost(@Nullable Duration duration, Duration max) {
    return duration == null || duration.compareTo(max) <= 0;
  }

  private void require(boolean holds, StoredFunction function, String fault) {
    if (!holds) {
      faults.add("function " + function.id() + ": " + fault);
    }
  }

  /**
   * Ends the check.
   *
   * @throws IllegalArgumentException with all faults: function, place and cure
   */
  public void finish() {
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "these functions cannot run on an Inngest server; run them on Postgres, or change them:\n- "
              + String.join("\n- ", faults));
    }
  }
}
