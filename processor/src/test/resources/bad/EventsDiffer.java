package bad;

import dev.stepwell.*;
import java.util.*;

@Event("tests/run.again")
record Again(String key, int times) {}

class EventsDiffer {
  @Function(
      id = "run",
      event = {
        "tests/run.wanted",
        "tests/run.again"
        // ^ [EventsDiffer] function run is started by tests/run.wanted and by tests/run.again, whose fields differ: (String key) and (String key, int times); give both events the same fields, or write one function for each
      })
  String run(String key) {
    return key;
  }

  @Function(
      id = "first",
      event = {
        "tests/run.again",
        "tests/run.first"
      })
  void first(String key) {}

  @Function(
      id = "second",
      event = {
        "tests/run.first",
        "tests/run.wanted"
        // ^ [EventShapes] event tests/run.wanted has two shapes: (String key) and (String key, int times); declare it once, as @Event("tests/run.wanted") record TestsRunWanted(…), and use that record in both
      })
  void second(String key, int times) {}
}
