package bad;

import dev.stepwell.*;
import java.util.*;

class LimitCycle {
  @Function(id = "self", event = "tests/self.wanted")
  @Concurrency(limit = 2, per = Concurrency.Per.RUN)
  void self(String key, Steps steps) {
    steps.invoke("again", Functions.SELF, new TestsSelfWanted(key));
    // ^ [LimitCycle] self → self is a cycle of runs that wait for each other, and self holds a slot of its @Concurrency(per = RUN) meanwhile, so it can wait for itself; let one of them send an event instead
  }

  @Function(id = "first", event = "tests/first.wanted")
  void first(String key, Steps steps) {
    steps.invoke("second", Functions.SECOND, new TestsSecondWanted(key));
    // ^ [LimitCycle] first → second → first is a cycle of runs that wait for each other, and second holds a slot of its @Concurrency(per = RUN) meanwhile, so it can wait for itself; let one of them send an event instead
  }

  @Function(id = "second", event = "tests/second.wanted")
  @Concurrency(limit = 2, key = "key", per = Concurrency.Per.RUN)
  void second(String key, Steps steps) {
    steps.invoke("first", Functions.FIRST, new TestsFirstWanted(key));
  }

  @Allow(value = "LimitCycle", because = "each time the key is another, and shorter")
  @Function(id = "shorter", event = "tests/shorter.wanted")
  @Concurrency(limit = 2, key = "key", per = Concurrency.Per.RUN)
  void shorter(String key, Steps steps) {
    steps.invoke("again", Functions.SHORTER, new TestsShorterWanted(key.substring(1)));
  }
}
