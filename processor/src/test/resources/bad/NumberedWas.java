package bad;

import dev.stepwell.*;
import java.util.*;

class NumberedWas {
  @Step
  @Was("charge:1")
  // ^ [NumberedWas] @Was of step chargeAgain names charge:1, which is the id of a repeated step; name the id without the number
  String chargeAgain(String key) {
    return key;
  }
}
