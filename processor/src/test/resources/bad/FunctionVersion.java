package bad;

import dev.stepwell.*;
import java.util.*;

class FunctionVersion {
  @Function(id = "run", version = 0, event = "tests/run.wanted")
  // ^ [FunctionVersion] function run has the version 0; give a number from 1 to 1000
  String run(String key) {
    return key;
  }

  @Function(id = "run", version = 20261128, event = "tests/run.wanted")
  // ^ [FunctionVersion] function runToday has the version 20261128; give a number from 1 to 1000
  String runToday(String key) {
    return key;
  }

  @Function(id = "run", version = 1000, event = "tests/run.wanted")
  String runLast(String key) {
    return key;
  }
}
