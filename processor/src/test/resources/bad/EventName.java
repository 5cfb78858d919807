package bad;

import dev.stepwell.*;
import java.util.*;

class EventName {
  @Function(id = "run", event = "1 two")
  // ^ [EventName] '1 two' makes no event name; give one with a letter first, such as "orders/order.placed"
  String run(String key) {
    return key;
  }

  @Event("")
  // ^ [EventName] '' makes no event name; give one with a letter first, such as "orders/order.placed"
  record ByHand(String key) {}
}
