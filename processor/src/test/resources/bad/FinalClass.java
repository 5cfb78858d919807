package bad;

import dev.stepwell.*;
import java.util.*;

final class FinalClass {
// ^ [FinalClass] FinalClass is final; remove 'final', for its steps are made durable by a subclass
  @Step
  String work(String key) {
    return key;
  }
}
