package bad;

import dev.stepwell.*;
import java.util.*;

interface NotAClass {
// ^ [NotAClass] NotAClass is an interface; put steps and functions into a class, because a generated subclass makes them durable
  @Step
  default String work() {
    return "";
  }
}
