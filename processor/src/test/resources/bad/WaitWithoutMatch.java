package bad;

import dev.stepwell.*;

class WaitWithoutMatch {
  @Event("tests/answer.given")
  record Answer(String key, int number) {}

  @Function(id = "ask", event = "tests/ask.wanted")
  static class Ask {
    @Step
    void ask(
        String key,
        @WaitFor(event = "tests/answer.given", match = {}, timeout = "1h") Answer answer) {}
        // ^ [WaitWithoutMatch] @WaitFor(event = "tests/answer.given") matches no field; name at least one with match = "…"
  }

  @Function(id = "ask-more", event = "tests/more.wanted")
  static class AskMore {
    @Step
    String number(String key) {
      return key;
    }

    @Step
    void ask(
        @WaitFor(event = "tests/answer.given", match = "kye", timeout = "1h") Answer one,
        // ^ [UnknownField] event tests/more.wanted has no field kye (its fields are key); did you mean key?
        @WaitFor(event = "tests/answer.given", match = "number", timeout = "1h") Answer two) {}
        // ^ [FieldType] field number of event tests/answer.given is int, but here it is String; use the same type
  }
}
