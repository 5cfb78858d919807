package bad;

import dev.stepwell.*;
import java.util.*;

class KeyWithoutEvent {
  @Step
  @Concurrency(limit = 1, key = "tenant")
  // ^ [KeyWithoutEvent] the key "tenant" of step work uses a field, but no event starts a function of its class; remove it, or move the step to the class of its function
  @Throttle(limit = 1, period = "1s", cost = "event.data.size")
  // ^ [KeyWithoutEvent] the cost "event.data.size" of step work uses a field, but no event starts a function of its class; remove it, or move the step to the class of its function
  int work(String tenant) { return 1; }

  @Step
  @Concurrency(limit = 1)
  @Throttle(limit = 1, period = "1s", cost = "1")
  int fine(String tenant) { return 1; }

  static class Clock {
    @Function(id = "tick", cron = "0 9 * * *")
    @Concurrency(limit = 1, key = "tenant")
    // ^ [KeyWithoutEvent] the key "tenant" of function tick uses a field, but no event starts a function of its class; remove it, or move the step to the class of its function
    void tick() {}
  }

  static class Several {
    @Function(id = "of-tenant", event = "tests/of-tenant.wanted")
    void ofTenant(String tenant) {}

    @Function(id = "of-size", event = "tests/of-size.wanted")
    void ofSize(int size) {}

    @Step
    @Concurrency(limit = 1, key = "tenant")
    int work(String tenant) { return 1; }
  }
}
