package bad;

import dev.stepwell.*;
import java.util.*;

class StepRetries {
  @Step(retries = -2)
  // ^ [StepRetries] step work has -2 retries; give 0 or more, or leave them out for what the function says
  String work(String key) {
    return key;
  }
}
