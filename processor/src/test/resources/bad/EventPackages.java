package bad;

import dev.stepwell.*;
import java.util.*;

class EventPackages {
  @Function(id = "run", event = "tests/run.wanted")
  String run(String key) {
    return key;
  }
}
// ^ (in the other file) [EventPackages] event tests/run.wanted is used in the packages bad and bad.other; declare it once, as @Event("tests/run.wanted") record TestsRunWanted(…), and use that record in both
// ^ (in the other file) [EventPackages] event tests/run.wanted is used in the packages bad and bad.other; declare it once, as @Event("tests/run.wanted") record TestsRunWanted(…), and use that record in both
