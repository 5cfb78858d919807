package bad;

import dev.stepwell.*;

class StepWithinStep {
  @Function(id = "nest", event = "tests/nest.wanted")
  void nest(String key, Steps steps) {
    steps.run("upload", () -> {
      String name = work();
      // ^ warning: [StepWithinStep] work is called inside step "upload", so it is part of that step and stores nothing of its own; call it between steps, or remove its @Step
      log(name);
    });
    steps.run("again", String.class, this::work);
    // ^ warning: [StepWithinStep] work is called inside step "again", so it is part of that step and stores nothing of its own; call it between steps, or remove its @Step
    steps.runInTransaction("store", String.class, connection -> helper());
    // ^ warning: [StepWithinStep] helper is called inside step "store", so it is part of that step and stores nothing of its own; call it between steps, or remove its @Step
  }

  private String helper() {
    return work();
  }

  void log(String text) {}

  @Step
  String work() {
    return "";
  }
}
