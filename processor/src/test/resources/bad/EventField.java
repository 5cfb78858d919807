package bad;

import dev.stepwell.*;
import java.util.*;

class EventField {
  @Function(id = "run", event = "tests/run.wanted")
  String run(String key, Thread worker, List<Object> rest) {
  // ^ [EventField] field rest of event tests/run.wanted is List<Object>, which JSON cannot carry: Object says nothing of what it holds; use a record of what is needed
  // ^ [EventField] field worker of event tests/run.wanted is Thread, which JSON cannot carry: Thread lives in this process only; use a record of what is needed
    return key;
  }
}
