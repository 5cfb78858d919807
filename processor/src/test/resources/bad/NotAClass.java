package bad;

import dev.stepwell.*;
import java.util.*;

interface NotAClass {
// ^ [NotAClass] NotAClass is an interface; a step or function lives in a class, because a subclass makes it durable
  @Step
  default String work() {
    return "";
  }
}
