package bad;

import dev.stepwell.*;

class OrderWithoutGraph {
  record Answer(String key) {}

  @Step
  void one() {}

  @Step(after = "one", delay = "1h")
  // ^ [OrderWithoutGraph] step two has after, and OrderWithoutGraph is no graph, which orders its steps; put @Function on the class, or say it in the function that calls the step
  // ^ [OrderWithoutGraph] step two has delay, and OrderWithoutGraph is no graph, which orders its steps; put @Function on the class, or say it in the function that calls the step
  void two(@WaitFor(event = "tests/answer", match = "key", timeout = "1h") Answer answer) {}
  // ^ [OrderWithoutGraph] step two has @WaitFor, and OrderWithoutGraph is no graph, which orders its steps; put @Function on the class, or say it in the function that calls the step
}
