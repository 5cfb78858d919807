package bad;

import dev.stepwell.*;
import java.util.*;

@Event("tests/outbid")
record Outbid(String item, int price) {}

class ConditionEvents {
  @Function(id = "run", event = "tests/run.wanted")
  @CancelOn(
      event = "tests/outbid",
      condition = "event.data.item == async.data.item && event.data.price < async.data.price")
      // ^ [ConditionEvents] event.data.price < async.data.price cannot cancel: a field of event can be compared with a field of async only by ==, because runs are found by equal values; see docs/conditions.md for how the two events can be compared
  void run(String item, int price) {}

  @Function(id = "many", event = "tests/many.wanted")
  @CancelOn(
      event = "tests/outbid",
      condition =
          "(event.data.a == async.data.item || event.data.b == async.data.item || event.data.c == async.data.item)"
          // ^ [ConditionEvents] (event.data.a == async.data.item || event.data.b == async.data.item || event.data.c == async.data.item) && (event.data.a == async.data.item || event.data.b == async.data.item || event.data.c == async.data.item) && (event.data.a == async.data.item || event.data.b == async.data.item) cannot cancel: this has 18 alternatives, but at most 16 are possible: write several @CancelOn; see docs/conditions.md for how the two events can be compared
              + " && (event.data.a == async.data.item || event.data.b == async.data.item || event.data.c == async.data.item)"
              + " && (event.data.a == async.data.item || event.data.b == async.data.item)")
  void many(String a, String b, String c) {}
}
