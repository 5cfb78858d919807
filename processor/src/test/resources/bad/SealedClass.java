package bad;

import dev.stepwell.*;
import java.util.*;

sealed class SealedClass permits Only {
// ^ [SealedClass] SealedClass is sealed; remove 'sealed', for its steps are made durable by a subclass
  @Step
  String work(String key) {
    return key;
  }
}

final class Only extends SealedClass {}
