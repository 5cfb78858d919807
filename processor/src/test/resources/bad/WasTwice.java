package bad;

import dev.stepwell.*;
import java.util.*;

class WasTwice {
  @Function(id = "run", event = "tests/run.wanted")
  @Was({"crawl", "crawl"})
  // ^ [WasTwice] @Was names crawl twice, for function run and for function run; keep one of them
  String run(String key) {
    return work(key);
  }

  @Function(id = "walk", event = "tests/walk.wanted")
  @Was("crawl")
  // ^ [WasTwice] @Was names crawl twice, for function run and for function walk; keep one of them
  String walk(String key) {
    return rest(key);
  }

  @Step
  @Was({"labour", "toil"})
  String work(String key) {
    return key;
  }

  @Step
  @Was("toil")
  // ^ [WasTwice] @Was names toil twice, for step work and for step rest; keep one of them
  String rest(String key) {
    return key;
  }
}
