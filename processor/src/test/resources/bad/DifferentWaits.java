package bad;

import dev.stepwell.*;

class DifferentWaits {
  @Event("tests/answer.given")
  record Answer(String key) {}

  @Function(id = "ask", event = "tests/ask.wanted")
  static class Ask {
    @Step
    void one(
        String key,
        @WaitFor(event = "tests/answer.given", match = "key", timeout = "1h") Answer answer) {}

    @Step
    void two(@WaitFor(event = "tests/answer.given", match = "key", timeout = "2h") Answer answer) {}
    // ^ [DifferentWaits] two parameters are named answer but wait in different ways; make their @WaitFor the same, or rename one
  }
}
