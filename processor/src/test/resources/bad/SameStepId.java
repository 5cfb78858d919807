package bad;

import dev.stepwell.*;
import java.util.*;

class SameStepId {
  @Step
  String work(int key) {
    return "";
  }

  @Step
  String work(String key) {
  // ^ [SameStepId] two steps of SameStepId have the id work; give one of them another: @Step(id = "…")
    return key;
  }

  @Step(id = "work")
  // ^ [SameStepId] two steps of SameStepId have the id work; give one of them another: @Step(id = "…")
  String other() {
    return "";
  }
}
