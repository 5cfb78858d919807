package dev.stepwell.runtime.fire.flows;

import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.NonRetriableException;
import dev.stepwell.OnFailure;
import dev.stepwell.Steps;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Steps in order and in parallel, retries, sleeps, transactions, and a failure. */
public class Plain {
  private final Witness witness;

  /** Reports to the witness. */
  public Plain(Witness witness) {
    this.witness = witness;
  }

  private int mark(Steps durable, String id, int number) {
    String stepId = number == 0 ? id : id + ":" + number;
    return durable.run(id, Integer.class, () -> witness.mark(durable.runId(), stepId));
  }

  @Function(id = "fire-sequence", event = "fire/sequence.wanted")
  int sequence(String key, int steps, Steps durable) {
    int sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += mark(durable, "mark", i);
    }
    return sum;
  }

  /** A second function of the same event. */
  @Function(id = "fire-audit", event = "fire/sequence.wanted")
  String audit(String key, int steps, Steps durable) {
    mark(durable, "audit", 0);
    return key;
  }

  /** The item is its own number, so that each branch knows the ids of its steps. */
  @Function(id = "fire-parallel", event = "fire/parallel.wanted")
  int parallel(List<Integer> items, Steps durable) {
    List<Integer> sums = durable.forEach(items, 3, item -> {
      int first = mark(durable, item, "weigh");
      durable.sleep("rest", Duration.ofMillis(item % 3 * 40L));
      return first + mark(durable, item, "check");
    });
    return sums.stream().mapToInt(Integer::intValue).sum() + mark(durable, "join", 0);
  }

  private int mark(Steps durable, int item, String id) {
    String stepId = item == 0 ? id : id + ":" + item;
    return durable.run(id, Integer.class, () -> witness.mark(durable.runId(), stepId));
  }

  @Function(id = "fire-flaky", event = "fire/flaky.wanted", retries = 8)
  String flaky(int failures, Steps durable) {
    return durable.run("unsteady", String.class, () -> {
      witness.mark(durable.runId(), "unsteady");
      if (durable.attempt() <= failures) {
        throw new IOException("not yet");
      }
      return "done";
    });
  }

  @Function(id = "fire-nap", event = "fire/nap.wanted")
  int nap(int naps, int millis, Steps durable) {
    int sum = mark(durable, "before", 0);
    for (int i = 0; i < naps; i++) {
      durable.sleep("nap", Duration.ofMillis(millis));
      sum += mark(durable, "after", i);
    }
    return sum;
  }

  @Function(id = "fire-transfer", event = "fire/transfer.wanted", retries = 50)
  int transfer(int amount, Steps durable) throws SQLException {
    int taken = durable.runInTransaction(
        "take",
        Integer.class,
        connection -> witness.enter(connection, durable.runId(), "take", -amount));
    int given = durable.runInTransaction(
        "give",
        Integer.class,
        connection -> witness.enter(connection, durable.runId(), "give", amount));
    return given - taken + mark(durable, "receipt", 0);
  }

  @Function(id = "fire-doomed", event = "fire/doomed.wanted")
  String doomed(String key, Steps durable) {
    mark(durable, "before", 0);
    durable.run("doom", () -> {
      witness.mark(durable.runId(), "doom");
      throw new NonRetriableException("doomed: " + key);
    });
    return "unreachable";
  }

  @OnFailure("fire-doomed")
  void mourn(String key, Failure failure, Steps durable) {
    mark(durable, "mourn", 0);
  }

  /** One run for all events of one order. */
  @Function(id = "fire-once", event = "fire/once.wanted", idempotencyKey = "order")
  String once(String order, Steps durable) {
    mark(durable, "once", 0);
    return order;
  }
}
