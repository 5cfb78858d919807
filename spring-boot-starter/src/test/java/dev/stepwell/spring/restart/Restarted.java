package dev.stepwell.spring.restart;

import dev.stepwell.Function;
import dev.stepwell.Step;

/** Functions of an application that DevTools restarts. */
public class Restarted {
  @Function(id = "restart-greeting", event = "spring/restart.greeted")
  Greeting greet(String name) {
    return write(name);
  }

  /** A result of a class that the loader of the restart has loaded. */
  public record Greeting(String text) {}

  @Step
  Greeting write(String name) {
    return new Greeting("hello " + name);
  }
}
