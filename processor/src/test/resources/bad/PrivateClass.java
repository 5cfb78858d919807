package bad;

import dev.stepwell.*;
import java.util.*;

class Outer {
  private static class PrivateClass {
  // ^ [PrivateClass] Outer.PrivateClass is private; make it at least package-private, for a subclass beside it is generated
    @Step
    String work() {
      return "";
    }
  }
}
