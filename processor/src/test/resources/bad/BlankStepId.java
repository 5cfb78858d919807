package bad;

import dev.stepwell.*;
import java.util.*;

class BlankStepId {
  @Step(id = " ")
  // ^ [BlankStepId] step work has a blank id; leave the id out for the method's name, or give one
  String work(String key) {
    return key;
  }
}
