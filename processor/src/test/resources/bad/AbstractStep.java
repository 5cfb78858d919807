package bad;

import dev.stepwell.*;
import java.util.*;

abstract class AbstractStep {
// ^ [AbstractClass] AbstractStep is abstract; move its steps and functions to a class that can be instantiated
  @Step
  abstract String work(String key);
  // ^ [AbstractStep] step work is abstract; give it a body
}
