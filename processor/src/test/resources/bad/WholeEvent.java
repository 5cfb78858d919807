package bad;

import dev.stepwell.*;
import java.util.*;

@Event("tests/by.hand")
record ByHand(String key) {}

class WholeEvent {
  @Function(id = "run", event = "tests/other")
  // ^ [WholeEvent] function run takes ByHand, which is the event tests/by.hand, but is started by tests/other; name the event that it takes in @Function
  void run(ByHand event) {}

  @Function(
      id = "several",
      event = {"tests/other", "tests/another"})
      // ^ [WholeEvent] function several takes ByHand, which is the event tests/by.hand, but is started by tests/other, tests/another; name the event that it takes in @Function
  void several(ByHand event) {}
}
