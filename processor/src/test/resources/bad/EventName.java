package bad;

import dev.stepwell.*;
import java.util.*;

class EventName {
  @Function(id = "run", event = "1 two")
  // ^ [EventName] '1 two' is not a valid event name; give one that begins with a letter, such as "orders/order.placed"
  String run(String key) {
    return key;
  }

  @Event("")
  // ^ [EventName] '' is not a valid event name; give one that begins with a letter, such as "orders/order.placed"
  record ByHand(String key) {}
}
