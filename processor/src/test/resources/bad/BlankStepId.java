package bad;

import dev.stepwell.*;
import java.util.*;

class BlankStepId {
  @Step(id = " ")
  // ^ [BlankStepId] step work has the id ' ', without a letter or digit; leave the id out for the method's name, or give one
  String work(String key) {
    return key;
  }

  @Step(id = "-")
  // ^ [BlankStepId] step line has the id '-', without a letter or digit; leave the id out for the method's name, or give one
  String line(String key) {
    return key;
  }
}
