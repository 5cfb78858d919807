package bad;

import dev.stepwell.*;
import java.util.*;

final class FinalClass {
// ^ [FinalClass] FinalClass is final; remove 'final', because a subclass makes its steps durable
  @Step
  String work(String key) {
    return key;
  }
}
