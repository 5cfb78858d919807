package bad;

import dev.stepwell.*;
import java.util.*;

class InvokeCycle {
  @Function(id = "first", event = "tests/first.wanted")
  void first(String key, Steps steps) {
    steps.invoke("second", Functions.SECOND, new TestsSecondWanted(key));
    // ^ warning: [InvokeCycle] first → second → third → first is a cycle of runs that wait for each other; let one of them send an event instead, or allow it and explain how it ends
  }

  @Function(id = "second", event = "tests/second.wanted")
  void second(String key, Steps steps) {
    if (!key.isEmpty()) {
      onwards(key, steps);
    }
  }

  private void onwards(String key, Steps steps) {
    steps.invoke("third", bad.Functions.THIRD, new TestsThirdWanted(key));
  }

  @Function(id = "third", event = "tests/third.wanted")
  void third(String key, Steps steps) {
    steps.forEach(List.of(key), each -> steps.invoke("first", Functions.FIRST, new TestsFirstWanted(each)));
  }

  @Function(id = "self", event = "tests/self.wanted")
  void self(String key, Steps steps) {
    steps.invoke("again", Functions.SELF, new TestsSelfWanted(key));
    // ^ warning: [InvokeCycle] self → self is a cycle of runs that wait for each other; let one of them send an event instead, or allow it and explain how it ends
  }

  @Allow(value = "InvokeCycle", because = "each time the key is shorter")
  @Function(id = "shorter", event = "tests/shorter.wanted")
  void shorter(String key, Steps steps) {
    if (!key.isEmpty()) {
      steps.invoke("shorter", Functions.SHORTER, new TestsShorterWanted(key.substring(1)));
    }
  }

  @Function(id = "outside", event = "tests/outside.wanted")
  void outside(String key, Steps steps) {
    steps.invoke("inside", Functions.FIRST, new TestsFirstWanted(key));
  }
}
