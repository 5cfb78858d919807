package bad;

import dev.stepwell.*;
import java.util.*;

class CancelWithoutMatch {
  @Function(id = "run", event = "tests/run.wanted")
  @CancelOn(event = "tests/run.stop", match = {})
  // ^ [CancelWithoutMatch] @CancelOn(event = "tests/run.stop") matches no field; name at least one: match = "…"
  String run(String key) {
    return key;
  }
}
