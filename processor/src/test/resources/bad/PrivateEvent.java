package bad;

import dev.stepwell.*;
import java.util.*;

class Outer {
  @Event("tests/by.hand")
  private record PrivateEvent(String key) {}
  // ^ [PrivateEvent] event record PrivateEvent is private; make it at least package-private, because the catalog uses it
}
