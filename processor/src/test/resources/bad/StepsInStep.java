package bad;

import dev.stepwell.*;
import java.util.*;

class StepsInStep {
  @Step
  String work(Steps steps) {
  // ^ [StepsInStep] step work takes Steps, but a step is attempted as a whole; use Steps in the function instead
    return "";
  }
}
