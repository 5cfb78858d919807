package bad;

import dev.stepwell.*;
import java.util.*;

@Event("tests/by.hand")
record ByHand(String key, int count) {}

class FieldType {
  @Function(id = "hand", event = "tests/by.hand")
  void hand(long key) {}
  // ^ [FieldType] field key of event tests/by.hand is String, and here it is long; make them the same

  @Function(id = "run", event = "tests/run.wanted")
  @CancelOn(event = "tests/by.hand", match = "count")
  // ^ [FieldType] field count of event tests/by.hand is int, and here it is String; make them the same
  String run(String count) {
    return count;
  }
}
