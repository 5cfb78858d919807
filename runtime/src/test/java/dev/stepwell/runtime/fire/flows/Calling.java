package dev.stepwell.runtime.fire.flows;

import dev.stepwell.Function;
import dev.stepwell.NonRetriableException;
import dev.stepwell.StepFailedException;
import dev.stepwell.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs that call others, one by one and in parallel, and that send. */
public class Calling {
  private final Witness witness;

  /** Reports to the witness. */
  public Calling(Witness witness) {
    this.witness = witness;
  }

  @Function(id = "fire-calling", event = "fire/calling.wanted")
  String call(String key, int calls, Steps durable) {
    List<String> results = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      results.add(durable.invoke(
          "call", Functions.FIRE_CALLED, new FireCalledWanted(key + "." + i, i * 30, false)));
    }
    durable.run("between", () -> witness.mark(durable.runId(), "between"));
    try {
      durable.invoke("fail", Functions.FIRE_CALLED, new FireCalledWanted(key, 0, true));
    } catch (StepFailedException e) {
      results.add("caught");
    }
    return String.join(" ", results);
  }

  /** All callees end at about the same time. */
  @Function(id = "fire-crowd", event = "fire/crowd.wanted")
  int crowd(String key, List<Integer> calls, Steps durable) {
    List<String> results = durable.forEach(
        calls,
        call -> durable.invoke(
            "call", Functions.FIRE_CALLED, new FireCalledWanted(key + "." + call, 20, false)));
    durable.run("count", () -> witness.mark(durable.runId(), "count"));
    return results.stream().distinct().toList().size();
  }

  @Function(id = "fire-called", event = "fire/called.wanted")
  String called(String key, int millis, boolean fails, Steps durable) {
    durable.run("first", () -> witness.mark(durable.runId(), "first"));
    durable.sleep("nap", Duration.ofMillis(millis));
    durable.run("second", () -> {
      witness.mark(durable.runId(), "second");
      if (fails) {
        throw new NonRetriableException("as wanted");
      }
    });
    return "called " + key;
  }

  @Function(id = "fire-telling", event = "fire/telling.wanted")
  int tell(String key, List<Integer> numbers, Steps durable) {
    durable.run("before", () -> witness.mark(durable.runId(), "before"));
    durable.send("one", new FireTold(key, -1));
    List<FireTold> told =
        numbers.stream().map(number -> new FireTold(key, number)).toList();
    List<String> ids = durable.sendAll("many", told);
    durable.run("after", () -> witness.mark(durable.runId(), "after"));
    return ids.size();
  }

  @Function(id = "fire-hearsay", event = "fire/told")
  int hear(String key, int number, Steps durable) {
    durable.run("hear", () -> witness.mark(durable.runId(), "hear"));
    return number;
  }
}
