package bad;

import dev.stepwell.*;
import java.util.*;

class SameStepId {
  @Step
  String work(int key) {
    return "";
  }

  @Step
  String work(String key) {
  // ^ [SameStepId] two steps of SameStepId have the id work; give one of them another id: @Step(id = "…")
    return key;
  }

  @Step(id = "work")
  // ^ [SameStepId] two steps of SameStepId have the id work; give one of them another id: @Step(id = "…")
  String other() {
    return "";
  }

  @Event("tests/paid")
  record Paid(String key) {}

  @Function(id = "wait", event = "tests/wait.wanted")
  static class Graph {
    @Step
    void waitForPaid(
        String key, @WaitFor(event = "tests/paid", match = "key", timeout = "1h") Paid paid) {}
        // ^ [SameStepId] two steps of SameStepId.Graph have the id wait-for-paid; give one of them another id: @Step(id = "…")

    @Step(delay = "1h")
    // ^ [SameStepId] two steps of SameStepId.Graph have the id before-send; give one of them another id: @Step(id = "…")
    void send(String key) {}

    @Step(id = "before-send")
    void prepare(String key) {}
  }
}
