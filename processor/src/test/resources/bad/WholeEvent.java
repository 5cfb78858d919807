package bad;

import dev.stepwell.*;
import java.util.*;

@Event("tests/by.hand")
record ByHand(String key) {}

class WholeEvent {
  @Function(id = "run", event = "tests/other")
  // ^ [WholeEvent] function run takes ByHand, which is the event tests/by.hand, and is started by tests/other; name that event in @Function
  void run(ByHand event) {}

  @Function(
      id = "several",
      event = {"tests/other", "tests/another"})
      // ^ [WholeEvent] function several takes ByHand, which is the event tests/by.hand, and is started by tests/other, tests/another; name that event in @Function
  void several(ByHand event) {}
}
