package bad;

import dev.stepwell.*;
import java.util.*;

class HiddenStep {
  @Step
  private String work(String key) {
  // ^ [HiddenStep] step work is private; make it at least package-private, for the durable subclass overrides it
    return key;
  }
}
