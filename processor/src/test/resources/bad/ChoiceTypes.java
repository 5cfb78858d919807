package bad;

import dev.stepwell.*;
import java.util.*;

class ChoiceTypes {
  @Function(id = "run", event = "tests/run.wanted")
  @Priority("event.data.plan == 'paid' ? 3600 : 'low'")
  // ^ [ChoiceTypes] event.data.plan == 'paid' ? 3600 : 'low' is a number or String; give both values one type
  void run(String plan) {}

  @Function(id = "condition", event = "tests/condition.wanted")
  @Concurrency(limit = 1, key = "event.data.plan ? 1 : 2")
  // ^ [ConditionOperand] event.data.plan ? 1 : 2 needs true or false here, but event.data.plan is String; use another field
  void condition(String plan) {}

  @Function(id = "fine", event = "tests/fine.wanted")
  @Concurrency(limit = 1, key = "event.data.plan == 'paid' ? event.data.tenant : null")
  void fine(String plan, String tenant) {}
}
