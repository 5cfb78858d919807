package bad;

import dev.stepwell.*;

class WaitType {
  @Event("tests/answer.given")
  record Answer(String key) {}

  @Function(id = "ask", event = "tests/ask.wanted")
  static class Ask {
    @Step
    void ask(
        String key,
        @WaitFor(event = "tests/answer.given", match = "key", timeout = "1h") String answer) {}
        // ^ [WaitType] parameter answer waits for event tests/answer.given but is String; make it WaitType.Answer, which carries that event
  }
}
