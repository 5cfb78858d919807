package bad;

import dev.stepwell.*;
import java.util.*;

@Event("tests/by.hand")
// ^ [GenericEvent] event record GenericEvent has type parameters; remove them, because its schema needs exact types
record GenericEvent<T>(T key) {}

class Run {
  @Function(id = "run", event = "tests/by.hand")
  void run(GenericEvent<String> event) {}
}
