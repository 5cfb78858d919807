package bad.other;

import dev.stepwell.*;

class Elsewhere {
  @Function(id = "elsewhere", event = "tests/run.wanted")
  String run(String key) {
    return key;
  }

  @Function(id = "stopped", event = "tests/other.wanted")
  @CancelOn(event = "tests/run.wanted", match = "key")
  void stopped(String key) {}
}
