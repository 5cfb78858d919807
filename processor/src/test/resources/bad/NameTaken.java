package bad;

import dev.stepwell.*;
import java.util.*;

class NameTaken {
// ^ [NameTaken] DurableNameTaken is generated for NameTaken, and a class of that name exists already; rename one of them
  @Step
  String work(String key) {
    return key;
  }
}

class DurableNameTaken {}
