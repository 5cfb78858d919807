package bad;

import dev.stepwell.*;
import java.util.*;

class PrivateStep {
  @Step
  private String work(String key) {
  // ^ [PrivateStep] step work is private; make it at least package-private, because the durable subclass overrides it
    return key;
  }
}
