package bad;

import dev.stepwell.*;
import java.util.*;

class GenericStep {
  @Step
  <T extends Number> T work(T key) {
  // ^ [GenericStep] step work has type parameters; remove them, because a stored result needs an exact type
    return key;
  }
}
