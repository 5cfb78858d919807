package dev.stepwell.server;

import dev.stepwell.Function;
import dev.stepwell.Secret;
import dev.stepwell.Step;

/** A function whose step gets public and secret values. */
public class Letters {
  @Function(id = "post-letter", event = "tests/letter.written")
  void post(String text, String password) {
    seal(new Letter(text, "wax 1"), "seal 2", password);
  }

  @Step
  void seal(Letter letter, @Secret String stamp, String pwd) {}

  /** A letter with its closing. */
  public record Letter(String text, @Secret String wax) {}
}
