package bad;

import dev.stepwell.*;
import java.util.*;

class CancelWithoutMatch {
  @Function(id = "run", event = "tests/run.wanted")
  @CancelOn(event = "tests/run.stop", match = {})
  // ^ [CancelWithoutMatch] @CancelOn(event = "tests/run.stop") matches no field; name at least one with match = "…", or give a condition = "…"
  String run(String key) {
    return key;
  }

  @Function(id = "none", event = "tests/none.wanted")
  @CancelOn(event = "tests/none.stop")
  // ^ [CancelWithoutMatch] @CancelOn(event = "tests/none.stop") matches no field; name at least one with match = "…", or give a condition = "…"
  void none(String key) {}
}
