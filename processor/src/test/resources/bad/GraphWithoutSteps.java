package bad;

import dev.stepwell.*;

@Function(id = "nothing", event = "tests/nothing.wanted")
class GraphWithoutSteps {
// ^ [GraphWithoutSteps] GraphWithoutSteps is a function and has no steps; give it methods under @Step
  void work(String key) {}
}
