package bad;

import dev.stepwell.*;
import java.util.*;

class FunctionAt {
  @Function(id = "run@2", event = "tests/run.wanted")
  // ^ [FunctionAt] function run has the id 'run@2', and the at sign is kept for versions; use another sign, or give the version with version = 2
  String run(String key) {
    return key;
  }
}
