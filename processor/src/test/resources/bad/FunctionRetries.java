package bad;

import dev.stepwell.*;
import java.util.*;

class FunctionRetries {
  @Function(id = "run", event = "tests/run.wanted", retries = -1)
  // ^ [FunctionRetries] function run has -1 retries; give 0 or more
  String run(String key) {
    return key;
  }
}
