package bad;

import dev.stepwell.*;
import java.util.*;

class TwoRoles {
  @Step
  @Function(id = "run", event = "tests/run.wanted")
  String run(String key) {
  // ^ [TwoRoles] run is both @Step and @Function; keep one of them
    return key;
  }

  @Step
  @OnFailure("run")
  void failed() {}
  // ^ [TwoRoles] failed is both @Step and @OnFailure; keep one of them

  @Function(id = "other", event = "tests/run.wanted")
  @OnFailure("other")
  void other(String key) {}
  // ^ [TwoRoles] other is both @Function and @OnFailure; keep one of them
}
