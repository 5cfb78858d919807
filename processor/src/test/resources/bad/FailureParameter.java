package bad;

import dev.stepwell.*;
import java.util.*;

class FailureParameter {
  @Function(id = "run", event = "tests/run.wanted")
  String run(String key) {
    return key;
  }

  @OnFailure("run")
  void failed(int key, Failure failure, Steps steps) {}
  // ^ [FailureParameter] parameter int key of failed is neither one of the function's parameters (String key), nor a Failure, nor Steps; remove it, or give it the name and type of one

  @OnCancel("run")
  void cancelled(String key, Failure failure) {}
  // ^ [FailureParameter] parameter Failure failure of cancelled is neither one of the function's parameters (String key), nor a Cancellation, nor Steps; remove it, or give it the name and type of one
}
