package dev.stepwell.spring.onserver;

import dev.stepwell.Function;
import dev.stepwell.Steps;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;

/** Functions of an application on an Inngest server. */
public class GreetingFunctions {
  private final String word;

  public GreetingFunctions(@Value("${greeting:hello}") String word) {
    this.word = word;
  }

  @Function(id = "greet", event = "spring/guest.came")
  String greet(String name, Steps steps) {
    String greeting = steps.run("greet", String.class, () -> word + " " + name);
    steps.sleep("bow", Duration.ofMinutes(1));
    return greeting;
  }
}
