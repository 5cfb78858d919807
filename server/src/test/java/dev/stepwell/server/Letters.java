package dev.stepwell.server;

import dev.stepwell.Function;
import dev.stepwell.Secret;
import dev.stepwell.Step;

/** A function whose step is given what may be shown and what may not. */
public class Letters {
  @Function(id = "post-letter", event = "tests/letter.written")
  void post(String text, String password) {
    seal(new Letter(text, "wax 1"), "seal 2", password);
  }

  @Step
  void seal(Letter letter, @Secret String stamp, String pwd) {}

  /** A letter with what it is closed by. */
  public record Letter(String text, @Secret String wax) {}
}
