package bad;

import dev.stepwell.*;
import java.util.*;

class PrivateFunction {
  @Function(id = "run", event = "tests/run.wanted")
  private String run(String key) {
  // ^ [PrivateFunction] function run is private; make it at least package-private, because the catalog calls it
    return key;
  }
}
