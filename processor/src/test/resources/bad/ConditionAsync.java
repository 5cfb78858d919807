package bad;

import dev.stepwell.*;
import java.util.*;

class ConditionAsync {
  @Function(id = "run", event = "tests/run.wanted", condition = "event.data.key == async.data.key")
  // ^ [ConditionAsync] async.data.key in the condition of function run is a field of an event that arrives later; use event.data.…, the event that starts the run
  void run(String key) {}
}
