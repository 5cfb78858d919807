package bad;

import dev.stepwell.*;
import java.util.*;

class ConditionField {
  @Function(id = "run", event = "tests/run.wanted")
  @CancelOn(event = "tests/run.stop", condition = "event.data.key == async.data.key && has(async.data.reason)")
  // ^ [ConditionField] the condition does not determine the type of async.data.reason; declare the event by hand, as @Event("tests/run.stop") record TestsRunStop(…)
  void run(String key) {}

  @Function(id = "deep", event = "tests/deep.wanted")
  @CancelOn(event = "tests/deep.stop", condition = "event.data.key == async.data.run.key")
  // ^ [ConditionField] the condition does not determine the type of async.data.run.key; declare the event by hand, as @Event("tests/deep.stop") record TestsDeepStop(…)
  void deep(String key) {}
}
