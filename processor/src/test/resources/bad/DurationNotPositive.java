package bad;

import dev.stepwell.*;

class DurationNotPositive {
  @Event("tests/answer.given")
  record Answer(String key) {}

  @Function(id = "ask", event = "tests/ask.wanted")
  static class Ask {
    @Step(delay = "0s")
    // ^ [DurationNotPositive] delay of step ask is 0s; give more than zero
    void ask(
        String key,
        @WaitFor(event = "tests/answer.given", match = "key", timeout = "-PT1S", lookBack = "0m")
        // ^ [DurationNotPositive] lookBack of parameter answer is 0m; give more than zero
        // ^ [DurationNotPositive] timeout of parameter answer is -PT1S; give more than zero
        Answer answer) {}
  }
}
