package bad;

import dev.stepwell.*;

class LostStep {
  static class Base {
    @Step
    String ship(String order) {
      return order;
    }
  }

  static class Shop extends Base {
    @Function(id = "ship-by-override", event = "tests/ship.by.override")
    void run(String key) {
      ship(key);
    }

    @Override
    String ship(String order) {
    // ^ warning: [LostStep] method ship overrides a step but is not a step itself, so its outcome is not stored; put @Step on it too
      return order + "!";
    }
  }
}
