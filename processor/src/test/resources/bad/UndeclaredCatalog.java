package bad;

import dev.stepwell.*;

public class UndeclaredCatalog {
  @Function(id = "run", event = "tests/run.wanted")
  void run(String key) {}
}
