package bad;

import dev.stepwell.*;

@Function(id = "all", event = "tests/all.wanted")
class FunctionInGraph {
  @Step
  void work(String key) {}

  @Function(id = "one", event = "tests/one.wanted")
  void one(String key) {}
  // ^ [FunctionInGraph] function one is in FunctionInGraph, which is a function itself: a graph of its steps; move it to another class
}
