package bad;

import dev.stepwell.*;
import java.util.*;

@Event("tests/by.hand")
record ByHand(String key, int count) {}

class FieldType {
  @Function(id = "hand", event = "tests/by.hand")
  void hand(long key) {}
  // ^ [FieldType] field key of event tests/by.hand is String, but here it is long; use the same type

  @Function(id = "run", event = "tests/run.wanted")
  @CancelOn(event = "tests/by.hand", match = "count")
  // ^ [FieldType] field count of event tests/by.hand is int, but here it is String; use the same type
  String run(String count) {
    return count;
  }
}
