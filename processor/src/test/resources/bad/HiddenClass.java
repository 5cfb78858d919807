package bad;

import dev.stepwell.*;
import java.util.*;

class Outer {
  private static class HiddenClass {
  // ^ [HiddenClass] Outer.HiddenClass is private; make it at least package-private, for a subclass beside it is generated
    @Step
    String work() {
      return "";
    }
  }
}
