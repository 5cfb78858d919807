package bad;

import dev.stepwell.*;
import java.util.*;

class NameTaken {
// ^ [NameTaken] DurableNameTaken is generated for NameTaken, but a class of that name already exists; rename one of them
  @Step
  String work(String key) {
    return key;
  }
}

class DurableNameTaken {}

class Other {
// ^ [NameTaken] Functions is generated for the functions of the package, but a class of that name already exists; rename one of them
  @Function(id = "shadow", event = "object")
  // ^ [NameTaken] Object is generated for event object, but a class of that name already exists; rename one of them
  void shadow(String key) {}

  @Function(id = "same", event = "name/taken")
  // ^ [NameTaken] NameTaken is generated for event name/taken, but a class of that name already exists; rename one of them
  void same(String key) {}
}

class Functions {}
