package bad;

import dev.stepwell.*;
import java.util.*;

abstract class AbstractFunction {
// ^ [AbstractClass] AbstractFunction is abstract; move its steps and functions to a class that can be instantiated
  @Function(id = "run", event = "tests/run.wanted")
  abstract String run(String key);
  // ^ [AbstractFunction] function run is abstract; give it a body
}
