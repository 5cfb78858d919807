package bad;

import dev.stepwell.*;

public class HiddenCatalog {
  @Function(id = "run", event = "tests/run.wanted")
  void run(String key) {}
}
