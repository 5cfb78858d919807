package dev.stepwell.server;

import dev.stepwell.CancelOn;
import dev.stepwell.Function;
import dev.stepwell.Steps;
import java.time.Duration;

/** A function to send events to. */
public class Greetings {
  @Function(id = "greet", event = "tests/greeting.wanted")
  @CancelOn(event = "tests/greeting.unwanted", match = "name")
  String greet(String name, int seconds, Steps steps) {
    steps.run("think", () -> {});
    steps.sleep("wait", Duration.ofSeconds(seconds));
    return "Hello, " + name;
  }
}
