package bad;

import dev.stepwell.*;
import java.util.*;

class StepColon {
  @Step(id = "work:1")
  // ^ [StepColon] step work has the id 'work:1', and the colon is kept for the numbers of repeated steps; use another sign
  String work(String key) {
    return key;
  }
}
