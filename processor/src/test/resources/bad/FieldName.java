package bad;

import dev.stepwell.*;
import java.util.*;

@Event("tests/by.hand")
record ByHand(String where) {}

class FieldName {
  @Function(id = "run", event = "tests/run.wanted")
  String run(String where, int hashCode) {
  // ^ [FieldName] event tests/run.wanted cannot have a field named hashCode, because the generated record has a member of that name; rename the parameter
  // ^ [FieldName] event tests/run.wanted cannot have a field named where, because the generated record has a member of that name; rename the parameter
    return where;
  }

  @Function(id = "hand", event = "tests/by.hand")
  @CancelOn(event = "tests/hand.stop", match = "where")
  // ^ [FieldName] event tests/hand.stop cannot have a field named where, because the generated record has a member of that name; rename the parameter
  String hand(String where) {
    return where;
  }
}
