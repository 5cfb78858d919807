package bad;

import dev.stepwell.*;
import java.util.*;

class FailureWithoutFunction {
  @Function(id = "run", event = "tests/run.wanted")
  String run(String key) {
    return key;
  }

  @OnFailure("runn")
  // ^ [FailureWithoutFunction] @OnFailure("runn") names no function of FailureWithoutFunction; did you mean run?
  void failed() {}

  @OnFailure("entirely-different")
  // ^ [FailureWithoutFunction] @OnFailure("entirely-different") names no function of FailureWithoutFunction; its functions are [run]
  void lost() {}
}
