package bad;

import dev.stepwell.*;
import java.util.*;

class Outer {
  @Event("tests/by.hand")
  private record HiddenEvent(String key) {}
  // ^ [HiddenEvent] event record HiddenEvent is private; make it at least package-private, for the catalog names it
}
