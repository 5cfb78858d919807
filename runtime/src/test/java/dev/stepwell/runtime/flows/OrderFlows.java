package dev.stepwell.runtime.flows;

import dev.stepwell.Allow;
import dev.stepwell.CancelOn;
import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.NonRetriableException;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import dev.stepwell.StepFailedException;
import dev.stepwell.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Functions that use everything a flow can. */
public class OrderFlows {
  private final Probe probe;

  /** Reports to the probe. */
  public OrderFlows(Probe probe) {
    this.probe = probe;
  }

  /** The outcome of a fulfilled order. */
  public record Receipt(String orderId, int total, List<String> labels) {}

  /** A line of an order. */
  public record Line(String article, int price) {}

  @Function(id = "fulfil-order", event = "orders/order.placed")
  @CancelOn(event = "orders/order.cancelled", match = "orderId")
  Receipt fulfil(String orderId, List<Line> lines, Steps steps) throws IOException {
    int total = total(orderId, lines);
    List<String> labels = steps.forEach(lines, line -> label(orderId, line));
    steps.sleep("wait-for-courier", Duration.ofMillis(30));
    hand(orderId, labels);
    return new Receipt(orderId, total, labels);
  }

  @Step
  int total(String orderId, List<Line> lines) {
    probe.called(orderId, "total");
    return lines.stream().mapToInt(Line::price).sum();
  }

  @Step
  String label(String orderId, Line line) throws IOException {
    probe.called(orderId, "label " + line.article());
    if (line.article().equals("unknown")) {
      throw new NonRetriableException("there is no article " + line.article());
    }
    return line.article() + "-" + line.price();
  }

  @Step
  void hand(String orderId, List<String> labels) {
    probe.called(orderId, "hand " + labels.size());
  }

  @OnFailure("fulfil-order")
  void refund(String orderId, Failure failure, Steps steps) {
    steps.run("refund", () -> probe.called(orderId, "refund after " + failure.stepId()));
  }

  @Function(id = "flaky", event = "orders/flaky.wanted", retries = 3)
  String flaky(String key, int failures, Steps steps) {
    return steps.run("unsteady", String.class, () -> {
      probe.called(key, "attempt " + steps.attempt());
      if (steps.attempt() <= failures) {
        throw new IOException("not yet");
      }
      return "done";
    });
  }

  @Function(id = "slow", event = "orders/slow.wanted")
  @CancelOn(event = "orders/slow.stop", match = "key")
  String slow(String key, Steps steps) {
    steps.run("before", () -> probe.called(key, "before"));
    steps.run("gated", () -> {
      probe.called(key, "gated");
      try {
        probe.passGate(key);
      } catch (InterruptedException e) {
        probe.called(key, "interrupted");
        throw e;
      }
    });
    steps.run("after", () -> probe.called(key, "after"));
    return key;
  }

  @Function(id = "catching", event = "orders/catching.wanted")
  String catching(String key, Steps steps) {
    UUID id = steps.uuid();
    steps.now();
    try {
      steps.run("hopeless", () -> {
        throw new NonRetriableException("never");
      });
      return "unreachable";
    } catch (StepFailedException e) {
      steps.sleep("nap", Duration.ofMillis(20));
      return e.stepId() + " " + e.failedWith(NonRetriableException.class) + " "
          + id.equals(UUID.nameUUIDFromBytes(
              (steps.runId() + "/uuid").getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
  }

  @Function(id = "listening", event = "orders/slow.wanted")
  void listening(String key) {
    probe.called(key, "listened");
  }

  @Function(id = "uneven", event = "orders/uneven.wanted")
  List<String> uneven(String key, List<Integer> items, Steps steps) {
    List<String> first = steps.forEach(items, 3, item -> {
      String weighed = steps.run("weigh", String.class, () -> weigh(key, item, steps.attempt()));
      steps.sleep("rest", Duration.ofMillis(item % 3 == 0 ? 20 : 0));
      return weighed + steps.run("weigh", String.class, () -> "!");
    });
    probe.called(key, "joined");
    return steps.forEach(
        first,
        text -> steps.run("weigh", String.class, () -> text.toUpperCase(java.util.Locale.ROOT)));
  }

  private String weigh(String key, int item, int attempt) throws IOException {
    probe.called(key, item + " attempt " + attempt);
    if (item % 2 == 1 && attempt == 1) {
      throw new IOException("odd");
    }
    return "w" + item;
  }

  @Function(id = "odd", event = "orders/odd.wanted", retries = 0)
  @Allow(
      value = {"StepText", "StepWithinStep", "StepsWithinStep"},
      because = "the tests are about what becomes of it")
  String odd(String kind, Steps steps) {
    return switch (kind) {
      case "half a character in a result" -> "\ud83d";
      case "half a character in a message" ->
        throw new IllegalStateException("half: \ud83d, none: \0");
      case "half a character in a step" -> steps.run("half", String.class, () -> "\ud83d");
      case "a blank id" -> steps.run(" ", String.class, () -> "x");
      case "steps in a step" ->
        steps.run("outer", String.class, () -> steps.run("inner", String.class, () -> "x"));
      case "a step in a step" ->
        steps.run("outer", String.class, () -> "total " + total(kind, List.of()));
      case "steps on a foreign thread" -> foreign(steps);
      default -> "x".repeat(17 * 1024 * 1024);
    };
  }

  @Allow(value = "StepInThread", because = "the tests are about what becomes of it")
  private static String foreign(Steps steps) {
    return java.util.concurrent.CompletableFuture.supplyAsync(
            () -> steps.run("far", String.class, () -> "x"))
        .join();
  }
}
