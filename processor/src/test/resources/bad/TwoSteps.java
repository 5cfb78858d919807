package bad;

import dev.stepwell.*;
import java.util.*;

class TwoSteps {
  @Function(id = "run", event = "tests/run.wanted")
  String run(String key, Steps one, Steps two) {
  // ^ [TwoSteps] function run takes Steps twice; take it once
    return key;
  }
}
