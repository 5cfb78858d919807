package bad;

import dev.stepwell.*;
import java.util.*;

class StepAndFunction {
  @Step
  @Function(id = "run", event = "tests/run.wanted")
  String run(String key) {
  // ^ [StepAndFunction] run is both @Step and @Function; keep one of them
    return key;
  }
}
