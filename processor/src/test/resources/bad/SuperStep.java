package bad;

import dev.stepwell.*;

class SuperStep {
  static class Base {
    @Step
    String ship(String order) {
      return order;
    }
  }

  static class Shop extends Base {
    @Function(id = "ship-by-super", event = "tests/ship.by.super")
    void run(String key) {
      super.ship(key);
      // ^ warning: [SuperStep] super.ship(key) bypasses the durable subclass, so the outcome of the step is not stored; call it without super
      ship(key);
    }
  }
}
