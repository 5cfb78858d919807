package bad;

import dev.stepwell.*;
import java.util.*;

class StaticFunction {
  @Function(id = "run", event = "tests/run.wanted")
  static String run(String key) {
  // ^ [StaticFunction] function run is static; make it an instance method, because its steps belong to an instance
    return key;
  }
}
