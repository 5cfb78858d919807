package bad;

import dev.stepwell.*;
import java.util.*;

@Event("tests/by.hand")
record ByHand(String key, int count) {}

class UnknownField {
  @Function(id = "run", event = "tests/run.wanted")
  @CancelOn(event = "tests/run.stop", match = "projectID")
  // ^ [UnknownField] event tests/run.wanted has no field projectID (its fields are projectId); did you mean projectId?
  String run(String projectId) {
    return projectId;
  }

  @Function(id = "hand", event = "tests/by.hand")
  void hand(String keys) {}
  // ^ [UnknownField] event tests/by.hand has no field keys (its fields are key, count); did you mean key?

  @Function(id = "key", event = "tests/key.wanted", idempotencyKey = {"orderId", "custmer"})
  // ^ [UnknownField] event tests/key.wanted has no field custmer (its fields are orderId, customer); did you mean customer?
  void key(String orderId, String customer) {}
}
