package bad;

import dev.stepwell.*;
import java.util.*;

class EventField {
  @Function(id = "run", event = "tests/run.wanted")
  String run(String key, Thread worker, List<Object> rest) {
  // ^ [EventField] field rest of event tests/run.wanted is List<Object>, which an event cannot carry: Object does not specify its content; use a record of what is needed
  // ^ [EventField] field worker of event tests/run.wanted is Thread, which an event cannot carry: Thread lives in this process only; use a record of what is needed
    return key;
  }

  record Tree(String name, List<Tree> branches) {}

  @Function(id = "climb", event = "tests/climb")
  void climb(Tree tree) {}
  // ^ [EventField] field tree of event tests/climb is EventField.Tree, which an event cannot carry: Tree holds itself, so that its schema would have no end; use a record of what is needed

  @Event("tests/by.hand")
  record ByHand(Optional<Iterator<String>> rest) {}
  // ^ [EventField] field rest of event tests/by.hand is Optional<Iterator<String>>, which an event cannot carry: Iterator lives in this process only; use a record of what is needed
}
