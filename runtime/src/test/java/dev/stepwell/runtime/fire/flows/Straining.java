package dev.stepwell.runtime.fire.flows;

import dev.stepwell.Function;
import dev.stepwell.Steps;
import dev.stepwell.runtime.flows.Halt;
import java.sql.SQLException;

/** A run that ends its process, runs that hold the connections of the pool, and runs that are many. */
public class Straining {
  private final Witness witness;

  /** Reports to the witness. */
  public Straining(Witness witness) {
    this.witness = witness;
  }

  @Function(id = "fire-poison", event = "fire/poison.wanted", retries = 20)
  String poison(String key, Steps durable) {
    durable.run("before", () -> witness.mark(durable.runId(), "before"));
    durable.run("deadly", () -> {
      witness.mark(durable.runId(), "deadly");
      Halt.now();
    });
    return "unreachable";
  }

  /** With as many as the pool has connections, none is left for the worker. */
  @Function(id = "fire-greedy", event = "fire/greedy.wanted", retries = 50)
  String greedy(String key, int millis, Steps durable) throws SQLException {
    return durable.run("hold", String.class, () -> {
      witness.hold(durable.runId(), "hold", millis);
      return key;
    });
  }

  @Function(id = "fire-due", event = "fire/due.wanted")
  int due(int number, Steps durable) {
    return number;
  }
}
