package bad.other;

import dev.stepwell.*;

class Elsewhere {
  @Function(id = "elsewhere", event = "tests/run.wanted")
  String run(String key) {
    return key;
  }
}
