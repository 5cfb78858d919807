package bad;

import dev.stepwell.*;

public class ClosedPackage {
  @Function(id = "run", event = "tests/run.wanted")
  void run(String key) {}
}
