package bad;

import dev.stepwell.*;
import java.util.*;

class Outer {
  private static class PrivateClass {
  // ^ [PrivateClass] Outer.PrivateClass is private; make it at least package-private, because the generated subclass is in the same package
    @Step
    String work() {
      return "";
    }
  }
}
