package bad;

import dev.stepwell.*;
import java.util.*;

class NoConstructor {
// ^ [NoConstructor] NoConstructor has only private constructors; make one at least package-private, for the subclass to call
  private NoConstructor() {}

  @Step
  String work(String key) {
    return key;
  }
}
