package hello;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.time.Duration;

/** Says hello, in two durable steps. */
public class Hello {
  @Function(id = "say-hello", event = "hello/person.came")
  String sayHello(String name, Steps steps) {
    String greeting = greet(name);
    steps.sleep("wait-politely", Duration.ofSeconds(1));
    return print(greeting);
  }

  @Step
  String greet(String name) {
    return "Hello, " + name + "!";
  }

  @Step
  String print(String greeting) {
    System.out.println(greeting);
    return greeting;
  }
}
