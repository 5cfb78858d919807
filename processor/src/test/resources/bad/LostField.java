package bad;

import dev.stepwell.*;

class LostField {
  private String token = "";
  private int count;

  @Function(id = "log-in", event = "tests/log.in")
  void logIn(String key, Steps steps) {
    open();
    steps.run("count", () -> {
      count++;
    });
    use(token);
    // ^ warning: [LostField] field token is set by a step and read between steps, and a stored step is not executed again when the run is replayed; let the step return the value
    if (this.count > 1) {
    // ^ warning: [LostField] field count is set by a step and read between steps, and a stored step is not executed again when the run is replayed; let the step return the value
      use(key);
    }
  }

  @Step
  void open() {
    token = "secret";
  }

  @Step
  void use(String token) {}
}
