package dev.stepwell.runtime.flows;

import dev.stepwell.Allow;
import dev.stepwell.Backoff;
import dev.stepwell.CronTick;
import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Functions with options: timeouts, clocks, keys, backoffs and transactional steps. */
public class Options {
  private final Probe probe;

  /** Reports to the probe. */
  public Options(Probe probe) {
    this.probe = probe;
  }

  @Function(
      id = "hanging-step",
      event = "options/hanging.wanted",
      retries = 1,
      backoff = @Backoff(first = "10ms", longest = "20ms"))
  String hangingStep(String key) throws InterruptedException {
    return hang(key);
  }

  @Step(timeout = "200ms")
  String hang(String key) throws InterruptedException {
    probe.called(key, "hangs");
    if (probe.count(key, "hangs") == 1) {
      probe.passGate("never " + key);
    }
    return "second time";
  }

  @Function(id = "stubborn-step", event = "options/stubborn.wanted")
  String stubbornStep(String key) {
    return stubborn(key);
  }

  @Step(timeout = "100ms", retries = 0)
  String stubborn(String key) {
    while (!Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
    return "all the same";
  }

  @Function(id = "deaf-step", event = "options/deaf.wanted")
  String deafStep(String key, Steps steps) {
    return steps.run("deaf", String.class, () -> {
      probe.called(key, "begins");
      while (probe.count(key, "may end") == 0) {
        Thread.onSpinWait();
      }
      probe.called(key, "ends");
      return "all the same";
    });
  }

  @Allow(value = "LongSleep", because = "the tests let the timeout pass")
  @Function(id = "too-long", event = "options/long.wanted", finishTimeout = "500ms")
  void tooLong(String key, boolean sleeps, Steps steps) {
    if (sleeps) {
      steps.sleep("sleep", Duration.ofDays(1));
    }
    steps.run("gated", () -> {
      probe.called(key, "gated");
      probe.passGate("never " + key);
    });
  }

  @Function(id = "too-late", event = "options/late.wanted", startTimeout = "1ms")
  void tooLate(String key) {
    probe.called(key, "started");
  }

  @Function(
      id = "patient",
      event = "options/patience.wanted",
      startTimeout = "1h",
      finishTimeout = "2h")
  String patient(String key, Steps steps) {
    steps.sleep("rest", Duration.ofMinutes(30));
    return key;
  }

  @Function(id = "once-an-order", event = "options/order.placed", idempotencyKey = "order")
  String onceAnOrder(String order, int try_) {
    return order + " " + try_;
  }

  @Function(
      id = "either",
      event = {"options/one", "options/other"})
  String either(String key, Steps steps) {
    return key;
  }

  @Function(id = "ticking", cron = "* * * * *", timeZone = "Europe/Berlin")
  String tick(CronTick tick, Steps steps) {
    return steps.run("tick", String.class, () -> tick.time().toString());
  }

  @Function(
      id = "transfer",
      event = "options/transfer.wanted",
      retries = 2,
      backoff = @Backoff(first = "1ms", longest = "5ms"))
  int transfer(String key, List<Integer> amounts, int failures, Steps steps) {
    int sum = 0;
    for (int amount : amounts) {
      sum += book(steps.connection(), key, amount, failures);
    }
    steps.runInTransaction("close", Boolean.class, connection -> {
      insert(connection, key, 0);
      return true;
    });
    return sum;
  }

  @Step(transactional = true)
  int book(Connection connection, String key, int amount, int failures) {
    probe.called(key, "books " + amount);
    try {
      insert(connection, key, amount);
      if (probe.count(key, "books " + amount) <= failures) {
        throw new IOException("after the insert");
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
    return amount;
  }

  @Allow(value = "EndedTransaction", because = "the tests look at what the run does then")
  @Function(id = "commits", event = "options/commits.wanted", retries = 0)
  void commits(String key, Steps steps) {
    steps.runInTransaction("commit", Boolean.class, connection -> {
      insert(connection, key, 1);
      connection.commit();
      return true;
    });
  }

  private static void insert(Connection connection, String key, int amount) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into ledger (key, amount) values (?, ?)")) {
      insert.setString(1, key);
      insert.setInt(2, amount);
      insert.executeUpdate();
    }
  }

  @Function(id = "three-steps", event = "options/three.wanted", retries = 0)
  String three(String key, Steps steps) {
    String one = steps.run("one", String.class, () -> seen(key, "one"));
    steps.sleep("pause", Duration.ofMillis(10));
    List<String> two = steps.forEach(
        List.of("a", "b"), item -> steps.run("two", String.class, () -> seen(key, "two " + item)));
    return steps.run("three", String.class, () -> {
      seen(key, "three");
      if (probe.count(key, "three") == 1) {
        throw new IllegalStateException("the first time");
      }
      return one + two;
    });
  }

  private String seen(String key, String what) {
    probe.called(key, what);
    return what;
  }
}
