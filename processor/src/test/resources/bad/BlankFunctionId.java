package bad;

import dev.stepwell.*;
import java.util.*;

class BlankFunctionId {
  @Function(id = "", event = "tests/run.wanted")
  // ^ [BlankFunctionId] function run has the id '', which has no letter or digit; give one that never changes: @Function(id = "…")
  String run(String key) {
    return key;
  }
}
