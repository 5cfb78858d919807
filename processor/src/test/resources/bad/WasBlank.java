package bad;

import dev.stepwell.*;
import java.util.*;

class WasBlank {
  @Function(id = "run", event = "tests/run.wanted")
  @Was("")
  // ^ [WasBlank] @Was of function run names '', which is not a valid id; name an id that earlier code used, or remove it
  String run(String key) {
    return work(key);
  }

  @Step
  @Was({"labour", " "})
  // ^ [WasBlank] @Was of step work names ' ', which is not a valid id; name an id that earlier code used, or remove it
  String work(String key) {
    return key;
  }
}
