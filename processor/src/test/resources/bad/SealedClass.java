package bad;

import dev.stepwell.*;
import java.util.*;

sealed class SealedClass permits Only {
// ^ [SealedClass] SealedClass is sealed; remove 'sealed', because a subclass makes its steps durable
  @Step
  String work(String key) {
    return key;
  }
}

final class Only extends SealedClass {}
