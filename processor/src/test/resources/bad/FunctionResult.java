package bad;

import dev.stepwell.*;
import java.util.*;

class FunctionResult {
  @Function(id = "run", event = "tests/run.wanted")
  Object run(String key) {
  // ^ [FunctionResult] function run returns Object, which JSON cannot carry: Object does not specify its content; return a record, or nothing
    return key;
  }
}
