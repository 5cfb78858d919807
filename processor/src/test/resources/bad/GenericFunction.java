package bad;

import dev.stepwell.*;
import java.util.*;

class GenericFunction {
  @Function(id = "run", event = "tests/run.wanted")
  <T> String run(String key) {
  // ^ [GenericFunction] function run has type parameters; remove them, because its event and its result need exact types
    return key;
  }
}
