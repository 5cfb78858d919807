package dev.stepwell.runtime.flows;

import dev.stepwell.Allow;
import dev.stepwell.CancelOn;
import dev.stepwell.Function;
import dev.stepwell.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Functions that wait for events and for other functions, and send events. */
public class WaitFlows {
  private final Probe probe;

  /** Reports to the probe. */
  public WaitFlows(Probe probe) {
    this.probe = probe;
  }

  @Function(id = "approval", event = "waits/approval.wanted")
  @CancelOn(event = "waits/approval.stop", match = "key")
  String approval(String key, long millis, Steps steps) {
    steps.run("ask", () -> probe.called(key, "asked"));
    Optional<Approved> approved =
        steps.waitForEvent("approved", ApprovedCatalog.where().key(key), Duration.ofMillis(millis));
    return steps.run("note", String.class, () -> approved.map(Approved::by).orElse("nobody"));
  }

  @Function(id = "any-approval", event = "waits/any.wanted")
  List<String> any(String key, Steps steps) {
    return steps.forEach(
        List.of("ann", "bob"),
        by -> steps
            .waitForEvent(
                "approved", ApprovedCatalog.where().key(key).by(by), Duration.ofMinutes(5))
            .map(Approved::by)
            .orElse("nobody"));
  }

  @Function(id = "late", event = "waits/late.wanted")
  List<String> late(String key, Steps steps) {
    steps.run("gated", () -> probe.passGate(key));
    return List.of(next(key, steps), next(key, steps));
  }

  private static String next(String key, Steps steps) {
    return steps
        .waitForEvent(
            "approved",
            ApprovedCatalog.where().key(key),
            Duration.ofSeconds(1),
            Duration.ofMinutes(10))
        .map(Approved::by)
        .orElse("nobody");
  }

  @Function(id = "parent", event = "waits/parent.wanted")
  @CancelOn(event = "waits/parent.stop", match = "key")
  String parent(String key, String kind, Steps steps) {
    String answer = steps.invoke("child", Functions.CHILD, new WaitsChildWanted(key, kind));
    probe.called(key, "answered");
    return answer + "!";
  }

  @Function(id = "child", event = "waits/child.wanted", retries = 0)
  String child(String key, String kind, Steps steps) {
    probe.called(key, "child");
    return steps.run("work", String.class, () -> {
      if (kind.startsWith("gated")) {
        probe.passGate(key);
      }
      if (kind.endsWith("fails")) {
        throw new IllegalStateException("no luck");
      }
      return key + " " + kind;
    });
  }

  @Function(id = "sender", event = "waits/sender.wanted")
  @Allow(value = "UnstableTime", because = "an event that was sent keeps its first time")
  List<String> sender(String key, Steps steps) {
    String one = steps.send("one", new WaitsHeard(key, 1));
    List<String> two =
        steps.sendAll("two", List.of(new WaitsHeard(key, 2), new WaitsHeard(key, 3)));
    String later = steps.send("later", new WaitsHeard(key, 4), Instant.now().plusMillis(300));
    return List.of(one, two.get(0), two.get(1), later);
  }

  @Function(id = "hearer", event = "waits/heard")
  void heard(String key, int number, Steps steps) {
    steps.run("hear", () -> probe.called(key, "heard " + number));
  }

  @Function(id = "deaf", event = "waits/deaf.wanted")
  @CancelOn(event = "waits/heard", match = "key")
  void deaf(String key, Steps steps) {
    probe.called(key, "deaf");
  }

  @Function(id = "observer-of-completed", event = "stepwell/function.completed")
  void completed(Ended.Completed completed) {
    probe.called(completed.runId().toString(), "completed " + completed.functionId());
  }

  @Function(id = "observer-of-failed", event = "stepwell/function.failed")
  void failed(Ended.Failed failed) {
    probe.called(failed.runId().toString(), "failed " + failed.functionId());
  }

  @Function(id = "observer-of-cancelled", event = "stepwell/function.cancelled")
  void cancelled(Ended.Cancelled cancelled) {
    probe.called(
        cancelled.runId().toString(),
        "cancelled " + cancelled.functionId() + " by " + cancelled.cancelledBy());
  }
}
