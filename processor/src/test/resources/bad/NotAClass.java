package bad;

import dev.stepwell.*;
import java.util.*;

interface NotAClass {
// ^ [NotAClass] NotAClass is an interface; a step or function lives in a class, for it is made durable by a subclass
  @Step
  default String work() {
    return "";
  }
}
