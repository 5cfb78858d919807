package bad;

import dev.stepwell.*;
import java.util.*;

class NumberedWas {
  @Step
  @Was("charge:1")
  // ^ [NumberedWas] @Was of step chargeAgain names charge:1, which repeated steps of another id get; name the id without the number
  String chargeAgain(String key) {
    return key;
  }
}
