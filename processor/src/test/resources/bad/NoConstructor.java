package bad;

import dev.stepwell.*;
import java.util.*;

class NoConstructor {
// ^ [NoConstructor] NoConstructor has only private constructors; make one at least package-private, so that the subclass can call it
  private NoConstructor() {}

  @Step
  String work(String key) {
    return key;
  }
}
