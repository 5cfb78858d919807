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

  @Function(id = "outer", event = "tests/outer.wanted")
  void outer(String key, java.util.List<String> names) {
    outer();
    each(names);
  }

  @Step
  void outer() {
    work();
    // ^ warning: [StepWithinStep] work is called inside step outer, so it is part of that step and stores nothing of its own; call it between steps, or remove its @Step
    between();
  }

  private void between() {
    work();
    // ^ warning: [StepWithinStep] work is called inside step outer, so it is part of that step and stores nothing of its own; call it between steps, or remove its @Step
  }

  @Step
  void each(java.util.List<String> names) {
    names.forEach(this::one);
    // ^ warning: [StepWithinStep] one is called inside step each, so it is part of that step and stores nothing of its own; call it between steps, or remove its @Step
  }

  @Step
  void one(String name) {}
}
