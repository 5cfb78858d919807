package bad;

import dev.stepwell.*;
import java.util.*;

class First {
  @Function(id = "run", event = "tests/run.wanted")
  String run(String key) {
    return key;
  }
}

class Second {
  @Function(id = "run", event = "tests/run.wanted")
  // ^ [SameFunctionId] two functions have the id run: First.run and Second.run; give one of them another id
  String run(String key) {
    return key;
  }
}
