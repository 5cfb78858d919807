package users.greeting;

import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.NonRetriableException;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import java.util.List;

/** Greets, with a record of its own. */
public class Greeting {
  /** What JSON carries. */
  public record Card(String text, List<String> to) {}

  @Function(id = "greet", event = "users/guest.came")
  Card greet(String name) {
    return write(name);
  }

  @Step
  Card write(String name) {
    if (name.isBlank()) {
      throw new NonRetriableException("the guest has no name");
    }
    return new Card("Hello, " + name, List.of(name));
  }

  @OnFailure("greet")
  void apologize(String name, Failure failure) {
    note(failure);
  }

  @Step
  Failure note(Failure failure) {
    return failure;
  }
}
