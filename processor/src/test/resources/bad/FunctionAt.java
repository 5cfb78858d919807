package bad;

import dev.stepwell.*;
import java.util.*;

class FunctionAt {
  @Function(id = "run@2", event = "tests/run.wanted")
  // ^ [FunctionAt] function run has the id 'run@2', but the at sign is reserved for versions; use another character, or set the version with version = 2
  String run(String key) {
    return key;
  }
}
