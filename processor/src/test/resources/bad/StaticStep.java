package bad;

import dev.stepwell.*;
import java.util.*;

class StaticStep {
  @Step
  static String work(String key) {
  // ^ [StaticStep] step work is static; make it an instance method, because the durable subclass overrides it
    return key;
  }
}
