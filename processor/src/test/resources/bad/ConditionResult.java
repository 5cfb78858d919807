package bad;

import dev.stepwell.*;
import java.util.*;

class ConditionResult {
  @Function(id = "run", event = "tests/run.wanted", condition = "event.data.amount")
  // ^ [ConditionResult] the condition "event.data.amount" is int, but a condition must be true or false; compare it with a value
  void run(int amount) {}

  @Function(id = "size", event = "tests/size.wanted", condition = "size(event.data.tags)")
  // ^ [ConditionResult] the condition "size(event.data.tags)" is a number, but a condition must be true or false; compare it with a value
  void size(List<String> tags) {}
}
