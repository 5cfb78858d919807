package dev.stepwell.runtime.fire.flows;

import dev.stepwell.Allow;
import dev.stepwell.CancelOn;
import dev.stepwell.Function;
import dev.stepwell.Steps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Waits for events: answered by the test or by another run, before or after the question, or never. */
public class Waiting {
  private static final Duration LONG = Duration.ofHours(2);

  private final Witness witness;

  /** Reports to the witness. */
  public Waiting(Witness witness) {
    this.witness = witness;
  }

  /** The test answers once it sees the wait. */
  @Function(id = "fire-asking", event = "fire/asking.wanted")
  String ask(String key, int questions, Steps durable) {
    StringBuilder heard = new StringBuilder();
    for (int i = 0; i < questions; i++) {
      String stepId = i == 0 ? "ask" : "ask:" + i;
      durable.run("ask", () -> witness.mark(durable.runId(), stepId));
      Optional<FireAnswer> answer =
          durable.waitForEvent("answer", FireAnswer.where().key(key), LONG);
      heard.append(answer.map(FireAnswer::token).orElse("none")).append(' ');
    }
    return heard.toString().strip();
  }

  /** Another run answers, maybe before this one waits. */
  @Function(id = "fire-echoing", event = "fire/echoing.wanted")
  String echo(String key, int questions, Steps durable) {
    for (int i = 0; i < questions; i++) {
      durable.send("question", new FireQuestion(key, "q" + i));
    }
    durable.run("asked", () -> witness.mark(durable.runId(), "asked"));
    StringBuilder heard = new StringBuilder();
    for (int i = 0; i < questions; i++) {
      Optional<FireAnswer> answer =
          durable.waitForEvent("answer", FireAnswer.where().key(key), LONG, Duration.ofMinutes(20));
      heard.append(answer.map(FireAnswer::token).orElse("none")).append(' ');
    }
    return String.join(
        " ", List.of(heard.toString().strip().split(" ")).stream().sorted().toList());
  }

  @Function(id = "fire-answering", event = "fire/question")
  void answer(String key, String token, Steps durable) {
    durable.run("think", () -> witness.mark(durable.runId(), "think"));
    durable.send("answer", new FireAnswer(key, token));
  }

  /** An event may wake and start. */
  @Function(id = "fire-hearing", event = "fire/answer")
  String hear(String key, String token, Steps durable) {
    durable.run("hear", () -> witness.mark(durable.runId(), "hear"));
    return token;
  }

  @Function(id = "fire-deaf", event = "fire/deaf.wanted")
  String deaf(String key, int millis, Steps durable) {
    Optional<FireAnswer> answer =
        durable.waitForEvent("answer", FireAnswer.where().key(key), Duration.ofMillis(millis));
    durable.run("after", () -> witness.mark(durable.runId(), "after"));
    return answer.map(FireAnswer::token).orElse("none");
  }

  /** Never ends by itself; it is cancelled in one of many states. */
  @Allow(value = "InvokeCycle", because = "the invoked run waits, and invokes nothing")
  @Function(id = "fire-stopped", event = "fire/stopped.wanted")
  @CancelOn(event = "fire/stop", match = "key")
  String stopped(String key, String kind, Steps durable) {
    durable.run("before", () -> witness.mark(durable.runId(), "before"));
    switch (kind) {
      case "sleep" -> durable.sleep("sleep", LONG);
      case "wait" -> durable.waitForEvent("answer", FireAnswer.where().key(key), LONG);
      case "step" -> durable.run("step", () -> Thread.sleep(LONG.toMillis()));
      case "invoke" ->
        durable.invoke("invoke", Functions.FIRE_STOPPED, new FireStoppedWanted(key + "'", "wait"));
      default -> busy(durable);
    }
    return "unreachable";
  }

  /** Begins to wait and to invoke again and again, so that the cancellation comes in the middle of it. */
  private void busy(Steps durable) {
    for (int i = 0; i < 1_000_000; i++) {
      String nobody = "nobody" + i;
      durable.waitForEvent("quick", FireAnswer.where().key(nobody), Duration.ofMillis(1));
      durable.invoke("call", Functions.FIRE_CALLED, new FireCalledWanted(nobody, 0, false));
    }
  }
}
