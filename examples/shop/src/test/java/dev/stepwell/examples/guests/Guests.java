package dev.stepwell.examples.guests;

import dev.stepwell.Function;
import dev.stepwell.Steps;

/** Functions that an Inngest server calls. */
public class Guests {
  @Function(id = "greet-guest", event = "guests/came")
  String greet(String name, Steps steps) {
    return steps.run("greet", String.class, () -> "hello " + name);
  }
}
