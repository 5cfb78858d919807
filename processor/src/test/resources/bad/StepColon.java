package bad;

import dev.stepwell.*;
import java.util.*;

class StepColon {
  @Step(id = "work:1")
  // ^ [StepColon] step work has the id 'work:1', but the colon is reserved for the numbers of repeated steps; use another character
  String work(String key) {
    return key;
  }
}
