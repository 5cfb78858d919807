package bad;

import dev.stepwell.*;
import java.util.*;

abstract class AbstractClass {
// ^ [AbstractClass] AbstractClass is abstract; move its steps and functions to a class that can be instantiated
  @Step
  String work(String key) {
    return key;
  }
}
