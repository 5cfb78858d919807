package bad;

import dev.stepwell.*;
import java.util.*;

class Thrown {
  @Function(id = "run", event = "tests/run.wanted")
  void run(String key) throws Throwable {}
  // ^ [Thrown] function run declares that it throws Throwable; declare an Exception instead, because only exceptions can be handled

  @Step
  String work(String key) throws java.io.IOException, AssertionError, Throwable {
  // ^ [Thrown] step work declares that it throws Throwable; declare an Exception instead, because only exceptions can be handled
    return key;
  }

  @OnFailure("run")
  void failed() throws Throwable {}
  // ^ [Thrown] failure handler failed declares that it throws Throwable; declare an Exception instead, because only exceptions can be handled
}
