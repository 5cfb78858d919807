package bad;

import dev.stepwell.*;

class UnreachableStep extends bad.other.UnreachableStep {
// ^ [UnreachableStep] step pack of UnreachableStep is package-private, and UnreachableStep is in another package, where its durable subclass cannot override it; make the step protected or public
  @Function(id = "ship", event = "tests/ship.wanted")
  void ship(String key) {
    label();
  }

  @Step
  void label() {}
}
