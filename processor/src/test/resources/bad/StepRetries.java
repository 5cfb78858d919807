package bad;

import dev.stepwell.*;
import java.util.*;

class StepRetries {
  @Step(retries = -2)
  // ^ [StepRetries] step work has -2 retries; give 0 or more, or remove them to use the function's
  String work(String key) {
    return key;
  }
}
