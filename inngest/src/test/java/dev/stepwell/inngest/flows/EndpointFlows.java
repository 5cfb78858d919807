package dev.stepwell.inngest.flows;

import dev.stepwell.Allow;
import dev.stepwell.Backoff;
import dev.stepwell.CancelOn;
import dev.stepwell.CronTick;
import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.NonRetriableException;
import dev.stepwell.OnFailure;
import dev.stepwell.RetryAfterException;
import dev.stepwell.Step;
import dev.stepwell.StepFailedException;
import dev.stepwell.Steps;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** The functions of the recorded application, and some more. */
public class EndpointFlows {
  private final Calls calls;

  /** Records its steps here. */
  public EndpointFlows(Calls calls) {
    this.calls = calls;
  }

  /** The result of the first step. */
  public record First(int a, String who) {}

  /** The result of the function. */
  public record Basics(First a, int b, String c) {}

  /** Values that JSON numbers cannot represent everywhere, after a round trip. */
  public record Numbers(long big, BigDecimal price) {}

  @Function(id = "basic", event = "demo/basic", retries = 4)
  Basics basic(String who, Steps steps) {
    First one = one(who);
    int two = two(one.a());
    steps.sleep("pause", Duration.ofSeconds(1));
    return new Basics(one, two, "c" + two);
  }

  @Step
  First one(String who) {
    calls.note("one");
    return new First(1, who);
  }

  @Step
  int two(int n) {
    calls.note("two");
    return n + 1;
  }

  @Function(id = "retry", event = "demo/retry")
  String retry(Steps steps) {
    return steps.run("flaky", String.class, () -> {
      int times = calls.note("flaky " + steps.attempt());
      if (steps.attempt() < 3) {
        throw new RetryAfterException("boom " + steps.attempt(), Duration.ofSeconds(1));
      }
      return "ok after " + steps.attempt() + " " + times;
    });
  }

  @Function(id = "nonretriable", event = "demo/nonretriable")
  void nonretriable(int q, Steps steps) {
    steps.run("doomed", () -> {
      calls.note("doomed");
      throw new NonRetriableException("never again", new IllegalStateException("root"));
    });
  }

  @OnFailure("nonretriable")
  void afterNonretriable(int q, Failure failure, Steps steps) {
    steps.run(
        "report",
        () -> calls.note("failure of " + failure.functionId() + " " + q + " in " + failure.stepId()
            + " after " + failure.attempts() + ": " + failure.errorType() + " "
            + failure.message()));
  }

  @Function(id = "body", event = "demo/body")
  String body(String kind, Steps steps) {
    steps.run("before", () -> calls.note("before"));
    throw kind.equals("final")
        ? new NonRetriableException("body is done")
        : new IllegalStateException("body boom");
  }

  @Function(
      id = "unsteady",
      event = "demo/unsteady",
      backoff = @Backoff(first = "10s", longest = "1m"))
  String unsteady(int failures, Steps steps) {
    int times = steps.run("before", Integer.class, () -> calls.note("before"));
    if (calls.note("body") <= failures) {
      throw new IllegalStateException("broken func");
    }
    return "ok after " + times;
  }

  @Function(id = "fn-error", event = "demo/fn.error", retries = 1)
  String fails() {
    throw new RetryAfterException("body boom", Duration.ofSeconds(1));
  }

  @Function(id = "caught", event = "demo/caught", retries = 1)
  String caught(Steps steps) {
    try {
      steps.run("risky", () -> {
        calls.note("risky");
        throw new IllegalArgumentException("no");
      });
      return "unexpected";
    } catch (StepFailedException e) {
      return steps.run(
          "recover",
          String.class,
          () -> e.stepId() + " " + e.attempts() + " " + e.errorMessage() + " "
              + e.failedWith(IllegalArgumentException.class));
    }
  }

  @Function(id = "parallel", event = "demo/parallel")
  List<Integer> parallel(Steps steps) {
    List<String> ids = List.of("p1", "p2", "p3");
    return steps.forEach(
        ids, id -> steps.run(id, Integer.class, () -> Integer.parseInt(id.substring(1))));
  }

  @Function(id = "parallel-mixed", event = "demo/parallel.mixed")
  List<String> mixed(Steps steps) {
    return steps.all(List.of(
        () -> String.valueOf(steps.run("p1", Integer.class, () -> calls.note("p1"))),
        () -> {
          steps.sleep("zz", Duration.ofSeconds(1));
          return "slept";
        },
        () -> steps
            .waitForEvent("w", ApprovalCatalog.where(), Duration.ofSeconds(1), Duration.ZERO)
            .map(Approval::by)
            .orElse("nobody"),
        () -> String.valueOf(steps.invoke("iv", Functions.CHILD, new DemoChild(4)))));
  }

  @Function(id = "chains", event = "demo/chains")
  int chains(int width, int parallelism, Steps steps) {
    List<Integer> sums =
        steps.forEach(IntStream.range(0, width).boxed().toList(), parallelism, item -> {
          int first = steps.run("first", Integer.class, () -> {
            calls.note("first " + item);
            return item;
          });
          return steps.run("second", Integer.class, () -> {
            calls.note("second " + item);
            return first * 2;
          });
        });
    int sum = sums.stream().mapToInt(Integer::intValue).sum();
    return steps.run("sum", Integer.class, () -> {
      calls.note("sum");
      return sum;
    });
  }

  @Function(id = "looped", event = "demo/looped")
  List<Integer> looped(int times, Steps steps) {
    List<Integer> results = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      int n = i;
      results.add(steps.run("again", Integer.class, () -> {
        calls.note("again " + n);
        return n;
      }));
    }
    return results;
  }

  @Function(id = "child", event = "demo/child")
  int child(int n, Steps steps) {
    if (n < 0) {
      throw new NonRetriableException("negative");
    }
    return steps.run("double", Integer.class, () -> n * 2);
  }

  @Function(id = "parent", event = "demo/parent")
  String parent(int n, Steps steps) {
    try {
      return "child said " + steps.invoke("call-child", Functions.CHILD, new DemoChild(n));
    } catch (StepFailedException e) {
      return "child failed: " + e.errorType() + " " + e.errorMessage();
    }
  }

  @Function(id = "stranger", event = "demo/stranger")
  String stranger(Steps steps) {
    try {
      return "unexpected " + steps.invoke("ask", Functions.ALONE, new DemoAlone("nowhere"));
    } catch (StepFailedException e) {
      return e.stepId() + ": " + e.errorMessage();
    }
  }

  @Function(id = "later", event = "demo/later")
  String later(Instant time, Steps steps) {
    steps.sleepUntil("long-ago", Instant.EPOCH);
    steps.sleepUntil("until", time);
    return steps.run("after", String.class, () -> "after " + time);
  }

  @Function(id = "waiter", event = "demo/waiter")
  String waiter(String id, Steps steps) {
    return steps
        .waitForEvent("wait-ok", ApprovalCatalog.where().id(id), Duration.ofSeconds(30))
        .map(Approval::by)
        .orElse("nobody");
  }

  @Function(id = "sender", event = "demo/sender")
  List<String> sender(String id, Steps steps) {
    String one = steps.send("tell", new Approval(id, "sender"));
    List<String> more =
        steps.sendAll("tell-more", List.of(new Approval(id, "a"), new Approval(id, "b")));
    return List.of(one, more.get(0), more.get(1));
  }

  @Function(
      id = "cancellable",
      event = "demo/cancellable",
      condition = "event.data.kind != 'skip' && !event.data.id.startsWith('x')",
      idempotencyKey = "id",
      startTimeout = "1h",
      finishTimeout = "2h")
  @Allow(value = "LongSleep", because = "the run is cancelled before it ends")
  @CancelOn(event = "demo/cancel", match = "id")
  @CancelOn(event = "demo/cancel-all", condition = "event.data.id == async.data.of")
  String cancellable(String id, String kind, Steps steps) {
    steps.sleep("long", Duration.ofDays(1));
    return "not cancelled";
  }

  @Function(id = "clocked", cron = "0 9 * * FRI-MON", timeZone = "Europe/Paris")
  String clocked(CronTick tick, Steps steps) {
    return steps.run("tick", String.class, () -> tick.functionId() + " at " + tick.time());
  }

  @Function(id = "clocked-badly", cron = "0 3 * * *", retries = 0)
  void clockedBadly(CronTick tick, Steps steps) {
    throw new NonRetriableException("no time");
  }

  @OnFailure("clocked-badly")
  void afterClockedBadly(CronTick tick, Failure failure, Steps steps) {
    steps.run(
        "report",
        () -> calls.note(failure.message() + ": " + tick.functionId() + " at " + tick.time()));
  }

  @Function(id = "known", event = "demo/known")
  String known(Steps steps) {
    Instant now = steps.now();
    UUID uuid = steps.uuid();
    UUID again = steps.uuid();
    String seen = steps.run(
        "seen", String.class, () -> now + " " + uuid + " " + again + " " + steps.eventId());
    return seen.equals(now + " " + uuid + " " + again + " " + steps.eventId())
        ? "same " + steps.runId()
        : "changed";
  }

  @Function(id = "numbers", event = "demo/numbers")
  String numbers(Steps steps) {
    Numbers numbers = steps.run(
        "make",
        Numbers.class,
        () -> new Numbers(9_007_199_254_740_993L, new BigDecimal("0.12345678901234567890")));
    steps.sleep("pause", Duration.ofSeconds(1));
    return numbers.big() + " " + numbers.price();
  }

  @Function(id = "quoting", event = "demo/quoting")
  String quoting(String text) {
    return text;
  }

  @Function(id = "quoted", event = "demo/quoted")
  String quoted(String text, Steps steps) {
    return "it said " + steps.invoke("ask", Functions.QUOTING, new DemoQuoting(text));
  }

  @Function(id = "large", event = "demo/large", retries = 0)
  int large(int size, String of, Steps steps) {
    return steps.run("fill", String.class, () -> of.repeat(size)).length();
  }

  @Function(id = "doubled", event = "demo/doubled", retries = 0)
  String doubled(int size, int times, Steps steps) {
    return steps.run("fill", String.class, () -> "x".repeat(size)).repeat(times);
  }

  @Function(id = "slow", event = "demo/slow", retries = 0)
  void slow(long days, Steps steps) {
    steps.sleep("very-long", Duration.ofDays(days));
  }
}
