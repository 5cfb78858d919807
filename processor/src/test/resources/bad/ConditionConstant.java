package bad;

import dev.stepwell.*;
import java.util.*;

class ConditionConstant {
  @Function(id = "run", event = "tests/run.wanted", condition = "event.data.amount > 3 || true")
  // ^ [ConditionConstant] true uses no field, so it is the same for all events; remove it
  void run(int amount) {}

  @Function(id = "whole", event = "tests/whole.wanted", condition = "1 == 1")
  // ^ [ConditionConstant] 1 == 1 uses no field, so it is the same for all events; remove it
  void whole(int amount) {}
}
