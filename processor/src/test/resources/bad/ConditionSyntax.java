package bad;

import dev.stepwell.*;
import java.util.*;

class ConditionSyntax {
  @Function(id = "end", event = "tests/end.wanted", condition = "event.data.amount >")
  // ^ [ConditionSyntax] the condition "event.data.amount >" cannot be read: a value is missing at the end; see docs/conditions.md for the syntax
  void end(int amount) {}

  @Function(id = "sign", event = "tests/sign.wanted", condition = "event.data.amount = 3")
  // ^ [ConditionSyntax] the condition "event.data.amount = 3" cannot be read at "= 3": write equality as ==; see docs/conditions.md for the syntax
  void sign(int amount) {}

  @Function(id = "name", event = "tests/name.wanted", condition = "event.name == 'tests/name.wanted'")
  // ^ [ConditionSyntax] the condition "event.name == 'tests/name.wanted'" cannot be read at "name == 'tests/name.wanted'": conditions look at event.data only; see docs/conditions.md for the syntax
  void name(int amount) {}

  @Function(id = "stop", event = "tests/stop.wanted")
  @CancelOn(event = "tests/stop", condition = "event.data.key == async.data.key and async.data.sure")
  // ^ [ConditionSyntax] the condition "event.data.key == async.data.key and async.data.sure" cannot be read at "and async.data.sure": write and as &&; see docs/conditions.md for the syntax
  void stop(String key) {}
}
