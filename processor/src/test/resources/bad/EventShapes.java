package bad;

import dev.stepwell.*;
import java.util.*;

class First {
  @Function(id = "run", event = "tests/run.wanted")
  String run(String key) {
    return key;
  }
}

class Second {
  @Function(id = "other", event = "tests/run.wanted")
  // ^ [EventShapes] event tests/run.wanted has two shapes: (String key) and (int key); declare it once, as @Event("tests/run.wanted") record TestsRunWanted(…), and use that record in both
  String run(int key) {
    return "" + key;
  }
}
