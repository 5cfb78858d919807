package dev.stepwell.runtime.flows;

import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.MDC;

/** A function that does everything that middleware surrounds, and notes what it sees of it. */
public class Layers {
  private final Probe probe;

  public Layers(Probe probe) {
    this.probe = probe;
  }

  @Function(id = "layered", event = "layers/wanted", retries = 1)
  String layered(String key, boolean fails, Steps steps) throws IOException {
    probe.called(key, "flow in " + logged());
    String greeting = greet(key);
    List<String> parts = steps.forEach(List.of("a", "b"), part -> {
      probe.called(key, "branch " + part + " in " + logged());
      return part(key, part);
    });
    steps.sleep("rest", Duration.ofMillis(10));
    steps.send("tell", new LayersTold(key));
    String answer = steps.invoke("ask", Functions.ANSWER, new LayersAsked(key));
    probe.called(key, "flow ends in " + logged());
    if (fails) {
      throw new IOException("it fails");
    }
    return greeting + " " + parts + " " + answer;
  }

  @Step
  String greet(String key) throws IOException {
    String attempt = MDC.get("stepwell.attempt");
    probe.called(key, "greet in " + logged());
    MDC.clear();
    if ("1".equals(attempt)) {
      throw new IOException("not yet");
    }
    return "hello " + key;
  }

  @Step
  String part(String key, String name) {
    probe.called(key, "part " + name + " in " + logged());
    return name;
  }

  /** A result that JSON cannot carry. */
  public record Unwritable(String detail) {
    @Override
    public String detail() {
      throw new IllegalStateException("there is no detail");
    }
  }

  @Function(id = "unwritable", event = "layers/unwritable", retries = 0)
  Unwritable unwritable(String key) {
    return key.equals("step") ? make() : new Unwritable(key);
  }

  @Step
  Unwritable make() {
    return new Unwritable("made");
  }

  @Function(id = "overdue", event = "layers/overdue", retries = 0)
  void overdue(String key) throws InterruptedException {
    if (key.equals("late")) {
      linger(key);
    } else {
      lingerLong(key);
    }
  }

  @Step(timeout = "50ms")
  void linger(String key) throws InterruptedException {
    Thread.sleep(600_000);
  }

  @Step
  void lingerLong(String key) throws InterruptedException {
    probe.called(key, "lingers");
    Thread.sleep(600_000);
  }

  @OnFailure("layered")
  void failed(String key, Failure failure, Steps steps) {
    probe.called(key, "failed with " + steps.headers());
  }

  @Function(id = "told", event = "layers/told")
  void told(String key, Steps steps) {
    probe.called(key, "told with " + steps.headers());
  }

  @Function(id = "answer", event = "layers/asked")
  String answer(String key, Steps steps) {
    probe.called(key, "asked with " + steps.headers());
    return "answer to " + key;
  }

  private static String logged() {
    return MDC.get("stepwell.function") + "/" + MDC.get("stepwell.step") + "/"
        + MDC.get("stepwell.attempt") + (MDC.get("stepwell.run") == null ? " of no run" : "");
  }
}
