package bad;

import dev.stepwell.*;

class OrderWithoutGraph {
  record Answer(String key) {}

  @Step
  void one() {}

  @Step(after = "one", delay = "1h")
  // ^ [OrderWithoutGraph] step two has after, which only steps of a graph can have, and OrderWithoutGraph is not a graph; put @Function on the class, or write the order into the function that calls the step
  // ^ [OrderWithoutGraph] step two has delay, which only steps of a graph can have, and OrderWithoutGraph is not a graph; put @Function on the class, or write the order into the function that calls the step
  void two(@WaitFor(event = "tests/answer", match = "key", timeout = "1h") Answer answer) {}
  // ^ [OrderWithoutGraph] step two has @WaitFor, which only steps of a graph can have, and OrderWithoutGraph is not a graph; put @Function on the class, or write the order into the function that calls the step
}
