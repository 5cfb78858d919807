package bad;

import dev.stepwell.*;
import java.util.*;

class Outer {
  class InnerClass {
  // ^ [InnerClass] Outer.InnerClass belongs to an instance of its outer class; make it static
    @Step
    String work() {
      return "";
    }
  }
}
