package dev.stepwell.inngest.flows;

import dev.stepwell.CancelOn;
import dev.stepwell.Function;
import dev.stepwell.Steps;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The functions that the conformance suite of Inngest servers expects of an SDK. */
public class ConformanceFlows {
  private final Calls calls;

  /** Records its attempts here. */
  public ConformanceFlows(Calls calls) {
    this.calls = calls;
  }

  /** The result of most functions. */
  public record Passed(String name, String body) {}

  /** The result of a step. */
  public record Both(String first, boolean second) {}

  /** The result of a wait. */
  public record Ended(@Nullable Resumed result) {}

  @Function(id = "test-suite-simple-fn", event = "tests/function.test")
  Passed simple() {
    return new Passed("tests/function.test", "ok");
  }

  @Function(id = "test-suite-step-test", event = "tests/step.test")
  Passed serial(Steps steps) {
    String first = steps.run("first step", String.class, () -> "first step");
    steps.sleep("sleep", Duration.ofSeconds(2));
    steps.run("second step", Both.class, () -> new Both(first, true));
    return new Passed("tests/step.test", "ok");
  }

  @Function(id = "test-suite-retry-test", event = "tests/retry.test")
  Passed retried(Steps steps) {
    steps.run("first step", String.class, () -> {
      if (calls.note("first step") == 1) {
        throw new IllegalStateException("broken");
      }
      return "yes: 2";
    });
    if (calls.note("body") == 1) {
      throw new IllegalStateException("broken func");
    }
    return new Passed("tests/retry.test", "ok");
  }

  @Function(id = "test-suite-cancel-test", event = "tests/cancel.test")
  @CancelOn(event = "cancel/please", match = "request_id")
  Passed cancelled(String request_id, Steps steps) {
    steps.sleep("sleep", Duration.ofSeconds(10));
    steps.run("After the sleep", () -> calls.note("after the sleep"));
    return new Passed("tests/cancel.test", "ok");
  }

  @Function(id = "test-suite-wait-for-event", event = "tests/wait.test")
  Ended waits(String id, Steps steps) {
    return new Ended(steps
        .waitForEvent(
            "wait",
            ResumedCatalog.where().id(id).resume(true),
            Duration.ofSeconds(10),
            Duration.ZERO)
        .orElse(null));
  }
}
