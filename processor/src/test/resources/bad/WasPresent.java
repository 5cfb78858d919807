package bad;

import dev.stepwell.*;
import java.util.*;

class WasPresent {
  @Function(id = "run", event = "tests/run.wanted")
  @Was({"run", "walk", "run@2"})
  // ^ [WasPresent] @Was of function run names run, but that id still exists; name an id that is gone
  // ^ [WasPresent] @Was of function run names walk, but that id still exists; name an id that is gone
  String run(String key) {
    return work(key);
  }

  @Function(id = "walk", event = "tests/walk.wanted")
  @Was({"crawl", "rest"})
  String walk(String key) {
    return rest(key);
  }

  @Step
  @Was("work")
  // ^ [WasPresent] @Was of step work names work, but that id still exists; name an id that is gone
  String work(String key) {
    return key;
  }

  @Step
  @Was("work")
  // ^ [WasPresent] @Was of step rest names work, but that id still exists; name an id that is gone
  String rest(String key) {
    return key;
  }
}
