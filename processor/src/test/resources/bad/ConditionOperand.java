package bad;

import dev.stepwell.*;
import java.util.*;

class ConditionOperand {
  @Function(id = "run", event = "tests/run.wanted", condition = "event.data.amount.startsWith('1')")
  // ^ [ConditionOperand] event.data.amount.startsWith('1') needs a text here, but event.data.amount is int; use another field
  void run(int amount) {}

  @Function(id = "flag", event = "tests/flag.wanted", condition = "event.data.paid && event.data.amount")
  // ^ [ConditionOperand] event.data.paid && event.data.amount needs true or false here, but event.data.amount is int; use another field
  void flag(boolean paid, int amount) {}

  @Function(id = "in", event = "tests/in.wanted", condition = "'a' in event.data.kind")
  // ^ [ConditionOperand] 'a' in event.data.kind needs a list or a map here, but event.data.kind is String; use another field
  void in(String kind) {}

  @Function(id = "size", event = "tests/size.wanted", condition = "size(event.data.paid) > 0")
  // ^ [ConditionOperand] size(event.data.paid) needs a text, a list or a map here, but event.data.paid is boolean; use another field
  void size(boolean paid) {}
}
