package bad;

import dev.stepwell.*;
import java.util.*;

class FailureMethod {
  @Function(id = "run", event = "tests/run.wanted")
  String run(String key) {
    return key;
  }

  @OnFailure("run")
  private String failed() {
  // ^ [FailureMethod] failure handler failed is not void but returns String; make it a void instance method that is at least package-private
  // ^ [FailureMethod] failure handler failed is private; make it a void instance method that is at least package-private
    return "";
  }
}
