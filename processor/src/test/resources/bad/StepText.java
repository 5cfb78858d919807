package bad;

import dev.stepwell.*;
import java.time.Duration;
import java.util.*;

class StepText {
  static final String SECOND = "charge:1";

  @Function(id = "step-text", event = "bad/step-text")
  void stepText(String key, Steps steps) {
    steps.run("charge", () -> {});
    steps.run("charge", () -> {});
    steps.run("charge:1", () -> {});
    // ^ [StepText] the step id "charge:1" ends in a colon and a number, which is reserved for repeated steps; use a hyphen instead of the colon
    steps.run(SECOND, String.class, () -> key);
    // ^ [StepText] the step id SECOND ends in a colon and a number, which is reserved for repeated steps; use a hyphen instead of the colon
    steps.sleep("rest:0.1", Duration.ofSeconds(1));
    // ^ [StepText] the step id "rest:0.1" ends in a colon and a number, which is reserved for repeated steps; use a hyphen instead of the colon
    steps.run("half\ud83d", () -> {});
    // ^ [StepText] the step id "half\ud83d" contains half of a surrogate pair, U+D83D, which is not a character; cut text between code points
    steps.run("null\0byte", () -> {});
    // ^ [StepText] the step id "null\0byte" contains a control character, U+0000; remove it
    steps.run(" ", () -> {});
    // ^ [StepText] the step id " " is blank; give at least one visible character
    steps.run("tool:read", () -> {});
    steps.run("at 12:30 sharp", () -> {});
  }
}
