package bad;

import dev.stepwell.*;

class UnknownEvent {
  @Event("tests/answer.given")
  record Answer(String key) {}

  @Function(id = "ask", event = "tests/ask.wanted")
  static class Ask {
    @Step
    void ask(
        String key,
        @WaitFor(event = "tests/answer.gievn", match = "key", timeout = "1h") Answer answer) {}
        // ^ [UnknownEvent] parameter answer waits for event tests/answer.gievn, but nothing declares that event; did you mean tests/answer.given?; declare it as @Event("tests/answer.gievn") record TestsAnswerGievn(…)
  }
}
