package bad;

import dev.stepwell.*;
import java.util.*;

class EventField {
  @Function(id = "run", event = "tests/run.wanted")
  String run(String key, Thread worker, List<Object> rest) {
  // ^ [EventField] field rest of event tests/run.wanted is List<Object>, which an event cannot carry: Object does not specify its content; use a record of the values that are needed
  // ^ [EventField] field worker of event tests/run.wanted is Thread, which an event cannot carry: Thread exists only in this process; use a record of the values that are needed
    return key;
  }

  record Tree(String name, List<Tree> branches) {}

  @Function(id = "climb", event = "tests/climb")
  void climb(Tree tree) {}
  // ^ [EventField] field tree of event tests/climb is EventField.Tree, which an event cannot carry: Tree contains itself, so its schema would be infinite; use a record of the values that are needed

  @Event("tests/by.hand")
  record ByHand(Optional<Iterator<String>> rest) {}
  // ^ [EventField] field rest of event tests/by.hand is Optional<Iterator<String>>, which an event cannot carry: Iterator exists only in this process; use a record of the values that are needed
}
