package bad;

import dev.stepwell.*;
import java.util.*;

class SameFailure {
  @Function(id = "run", event = "tests/run.wanted")
  String run(String key) {
    return key;
  }

  @OnFailure("run")
  void failed() {}

  @OnFailure("run")
  // ^ [SameFailure] two methods handle the failure of runs of run: failed and again; keep one of them
  void again() {}
}
