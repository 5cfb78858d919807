package bad;

import dev.stepwell.*;
import java.util.*;

class FinalStep {
  @Step
  final String work(String key) {
  // ^ [FinalStep] step work is final; remove 'final', because the durable subclass overrides it
    return key;
  }
}
