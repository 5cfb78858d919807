package bad;

import dev.stepwell.*;
import java.util.*;

class BlankFunctionId {
  @Function(id = "", event = "tests/run.wanted")
  // ^ [BlankFunctionId] a function's id is blank; give one that never changes: @Function(id = "…")
  String run(String key) {
    return key;
  }
}
