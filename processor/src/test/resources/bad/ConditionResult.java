package bad;

import dev.stepwell.*;
import java.util.*;

class ConditionResult {
  @Function(id = "run", event = "tests/run.wanted", condition = "event.data.amount")
  // ^ [ConditionResult] the condition "event.data.amount" is int, and a condition is true or false; compare it with something
  void run(int amount) {}

  @Function(id = "size", event = "tests/size.wanted", condition = "size(event.data.tags)")
  // ^ [ConditionResult] the condition "size(event.data.tags)" is a number, and a condition is true or false; compare it with something
  void size(List<String> tags) {}
}
