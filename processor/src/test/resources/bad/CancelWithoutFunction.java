package bad;

import dev.stepwell.*;
import java.util.*;

class CancelWithoutFunction {
  @CancelOn(event = "tests/run.stop", match = "key")
  String run(String key) {
  // ^ [CancelWithoutFunction] run has @CancelOn but no @Function; add @Function or remove @CancelOn
    return key;
  }
}
