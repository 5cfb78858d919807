package bad;

import dev.stepwell.*;
import java.util.*;

class KeyConstant {
  @Function(id = "run", event = "tests/run.wanted")
  @Concurrency(limit = 1, key = "'all'")
  // ^ [KeyConstant] the key "'all'" of function run is the same for all events; name a field of the event, or remove it
  @Priority("3600")
  // ^ [KeyConstant] the priority "3600" of function run is the same for all events; name a field of the event, or remove it
  void run(String key) {}

  @Function(id = "fine", event = "tests/fine.wanted")
  @Throttle(limit = 10, period = "1s", cost = "3")
  void fine(String key) {}
}
