package bad;

import dev.stepwell.*;
import java.util.*;

class GenericClass<T> {
// ^ [GenericClass] GenericClass has type parameters; remove them, because stored results need exact types
  @Step
  String work(String key) {
    return key;
  }
}
