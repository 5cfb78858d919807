package bad;

import dev.stepwell.*;
import java.util.*;

@Event("tests/same")
record First(String key) {}

@Event("tests/same")
// ^ [SameEvent] two records declare the event tests/same: First and Second; keep one of them
record Second(String key) {}

class Run {
  @Function(id = "run", event = "tests/same")
  // ^ [SameEvent] two records declare the event tests/same: First and Second; keep one of them
  void run(Second event) {}
}
