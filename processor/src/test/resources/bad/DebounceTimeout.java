package bad;

import dev.stepwell.*;
import java.util.*;

class DebounceTimeout {
  @Function(id = "run", event = "tests/run.wanted")
  @Debounce(period = "10s", timeout = "9s")
  // ^ [DebounceTimeout] the timeout of @Debounce on function run is 9s, but its period is 10s; make the timeout at least as long as the period
  void run(String key) {}

  @Function(id = "fine", event = "tests/fine.wanted")
  @Debounce(period = "10s", timeout = "10s")
  void fine(String key) {}
}
