package bad;

import dev.stepwell.*;

@Function(id = "nothing", event = "tests/nothing.wanted")
class GraphWithoutSteps {
// ^ [GraphWithoutSteps] GraphWithoutSteps is a function but has no steps; add methods with @Step
  void work(String key) {}
}
