package dev.stepwell.testing.flows;

import dev.stepwell.Function;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Flows that read the results of steps before and after a replay. */
public class ValueFlows {
  private final Map<String, Sample<?>> samples;
  private final List<String> seen;

  /** Records what it reads in this list, which must be thread-safe. */
  public ValueFlows(Map<String, Sample<?>> samples, List<String> seen) {
    this.samples = samples;
    this.seen = seen;
  }

  /** A value that a step returns. */
  public record Sample<T>(
      Class<T> type, Callable<? extends T> make, java.util.function.Function<T, String> look) {
    String seenIn(Steps steps, String id) {
      @Nullable T value = steps.run(id, type, make);
      return String.valueOf(value == null ? null : look.apply(value));
    }
  }

  @Function(id = "look", event = "values/look.wanted")
  String look(String sample, Duration pause, Steps steps) {
    Sample<?> some = Objects.requireNonNull(samples.get(sample));
    String first = some.seenIn(steps, "make");
    List<String> branches = steps.forEach(List.of(1, 2), n -> some.seenIn(steps, "branch"));
    seen.add(first + branches);
    steps.sleep("park", pause);
    return first;
  }

  @Function(id = "name-steps", event = "values/ids.wanted")
  void nameSteps(List<String> ids, Steps steps) {
    for (String name : ids) {
      String id = name.replace("<high>", "\ud83d").replace("<low>", "\ude00");
      steps.run(id, () -> seen.add(id));
    }
  }

  @Function(id = "write-rows", event = "values/rows.wanted", retries = 2)
  String writeRows(String sample, Steps steps) {
    Sample<?> some = Objects.requireNonNull(samples.get(sample));
    return write(some, steps);
  }

  private <T> String write(Sample<T> sample, Steps steps) {
    T value = steps.runInTransaction("write", sample.type(), connection -> {
      insert(connection);
      return sample.make().call();
    });
    return sample.look().apply(value);
  }

  private static void insert(Connection connection) throws SQLException {
    try (Statement insert = connection.createStatement()) {
      insert.execute("insert into row_of_values values (1)");
    }
  }

  @Function(id = "tell", event = "values/told", retries = 0)
  String tell(LooselyTyped told, Steps steps) {
    if (told.key().equals("fails")) {
      throw new IllegalStateException("told to");
    }
    return told.amount() + " " + told.mode().times(told.count()) + " " + told.shape();
  }

  @OnFailure("tell")
  void untold(LooselyTyped told, Steps steps) {
    note(told);
  }

  @Step
  void note(LooselyTyped told) {
    seen.add(told.amount() + " " + told.mode());
  }

  @Function(id = "hear", event = "values/hear.wanted")
  String hear(String key, Steps steps) {
    return steps
        .waitForEvent("hear", LooselyTypedCatalog.where().key(key), Duration.ofDays(1))
        .map(told -> told.amount() + " " + told.mode())
        .orElse("nothing");
  }

  @Function(id = "price", event = "values/price.wanted")
  String price(BigDecimal amount, Steps steps) {
    return steps
        .waitForEvent("paid", LooselyTypedCatalog.where().amount(amount), Duration.ofDays(1))
        .map(told -> String.valueOf(told.amount()))
        .orElse("nothing");
  }
}
