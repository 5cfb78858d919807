package bad;

import dev.stepwell.*;
import java.util.*;

class WasAlone {
  @Function(id = "run", event = "tests/run.wanted")
  String run(String key) {
    return key;
  }

  @Was("work")
  String other(String key) {
  // ^ [WasAlone] @Was on other, which is neither a step nor a function; remove it
    return key;
  }
}
