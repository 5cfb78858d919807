package bad;

import dev.stepwell.*;
import java.util.*;

record Customer(String name) {}

class ConditionWhole {
  @Function(id = "run", event = "tests/run.wanted", condition = "event.data.from == event.data.to")
  // ^ [ConditionWhole] event.data.from == event.data.to compares Customer as a whole; compare its fields or elements
  void run(Customer from, Customer to) {}

  @Function(id = "stop", event = "tests/stop.wanted")
  @CancelOn(event = "tests/stop", condition = "event.data.tags == async.data.tags")
  // ^ [ConditionWhole] event.data.tags == async.data.tags compares List<String> as a whole; compare its fields or elements
  void stop(List<String> tags) {}
}
