package bad;

import dev.stepwell.*;
import java.util.*;

class BlankStepId {
  @Step(id = " ")
  // ^ [BlankStepId] step work has the id ' ', which has no letter or digit; remove the id to use the method's name, or give one with a letter or digit
  String work(String key) {
    return key;
  }

  @Step(id = "-")
  // ^ [BlankStepId] step line has the id '-', which has no letter or digit; remove the id to use the method's name, or give one with a letter or digit
  String line(String key) {
    return key;
  }
}
