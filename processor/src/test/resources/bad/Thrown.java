package bad;

import dev.stepwell.*;
import java.util.*;

class Thrown {
  @Function(id = "run", event = "tests/run.wanted")
  void run(String key) throws Throwable {}
  // ^ [Thrown] function run declares to throw Throwable; declare an Exception, because only exceptions can be handled

  @Step
  String work(String key) throws java.io.IOException, AssertionError, Throwable {
  // ^ [Thrown] step work declares to throw Throwable; declare an Exception, because only exceptions can be handled
    return key;
  }

  @OnFailure("run")
  void failed() throws Throwable {}
  // ^ [Thrown] failure method failed declares to throw Throwable; declare an Exception, because only exceptions can be handled
}
