package bad;

import dev.stepwell.*;
import java.util.List;

class NotAnEvent {
  record Shipped(String order) {}

  @Event("tests/packed")
  record Packed(String order) {}

  @Function(id = "pack", event = "tests/pack.wanted")
  void pack(String key, Steps steps) {
    steps.send("shipped", new Shipped(key));
    // ^ [NotAnEvent] Shipped is not an event, so it cannot start anything; declare it as @Event("…") record Shipped(…)
    Shipped shipped = new Shipped(key);
    steps.send("again", shipped);
    // ^ [NotAnEvent] Shipped is not an event, so it cannot start anything; declare it as @Event("…") record Shipped(…)
    steps.sendAll("all", List.of(new Packed(key), new Shipped(key)));
    // ^ [NotAnEvent] Shipped is not an event, so it cannot start anything; declare it as @Event("…") record Shipped(…)
    List<Shipped> list = List.of(shipped);
    steps.sendAll("list", list);
    // ^ [NotAnEvent] Shipped is not an event, so it cannot start anything; declare it as @Event("…") record Shipped(…)
    steps.sendAll("mapped", list.stream().map(one -> new Shipped(one.order())).toList());
    // ^ [NotAnEvent] Shipped is not an event, so it cannot start anything; declare it as @Event("…") record Shipped(…)
    steps.send("chosen", key.isEmpty() ? new Packed(key) : new Shipped(key));
    // ^ [NotAnEvent] Shipped is not an event, so it cannot start anything; declare it as @Event("…") record Shipped(…)
    steps.send("packed", new Packed(key));
    steps.send("more", new TestsPackWanted(key));
  }
}
