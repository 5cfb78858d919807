package bad;

import dev.stepwell.*;
import java.util.*;

class KeySyntax {
  @Function(id = "run", event = "tests/run.wanted")
  @Concurrency(limit = 1, key = "tenant-id")
  // ^ [KeySyntax] the key "tenant-id" of function run cannot be read at "tenant-id": there is no tenant; write a field as event.data.… or async.data.…; see docs/flow-control.md for the syntax
  @RateLimit(limit = 1, period = "1s", key = "async.data.tenant")
  // ^ [KeySyntax] the key "async.data.tenant" of function run cannot be read: only event.data.… is known when a run is created; see docs/flow-control.md for the syntax
  @Priority("event.data.plan == 'paid' ? 3600")
  // ^ [KeySyntax] the priority "event.data.plan == 'paid' ? 3600" of function run cannot be read: : is missing between the two values of ?; see docs/flow-control.md for the syntax
  void run(String tenant, String plan) {}

  @Function(id = "cost", event = "tests/cost.wanted")
  @Throttle(limit = 1, period = "1s", cost = "event.data.size * 2", key = "")
  // ^ [KeySyntax] the cost "event.data.size * 2" of function cost cannot be read at "* 2": conditions have no arithmetic; see docs/flow-control.md for the syntax
  // ^ [KeySyntax] the key "" of function cost cannot be read: a value is missing at the end; see docs/flow-control.md for the syntax
  @Debounce(period = "1s", key = {"tenant", "tenant + plan"})
  // ^ [KeySyntax] the key "tenant + plan" of function cost cannot be read at "tenant + plan": there is no tenant; write a field as event.data.… or async.data.…; see docs/flow-control.md for the syntax
  void cost(String tenant, String plan, int size) {}

  @Function(id = "fine", event = "tests/fine.wanted")
  @Concurrency(limit = 1, key = {"tenant", "event.data.plan == 'paid' ? 'paid' : 'free'"})
  @Throttle(limit = 1, period = "1s", cost = "size(event.data.rows)")
  @Priority("event.data.plan == 'paid' ? 3600 : event.data.plan == 'trial' ? -60.5 : 0")
  void fine(String tenant, String plan, List<String> rows) {}
}
