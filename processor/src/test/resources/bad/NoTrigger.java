package bad;

import dev.stepwell.*;
import java.util.*;

class NoTrigger {
  @Function(id = "run")
  // ^ [NoTrigger] function run has nothing that starts it; name an event with event = "…", or give it a clock with cron = "…"
  void run(String key) {}

  @Function(id = "empty", event = {}, cron = {})
  // ^ [NoTrigger] function empty has nothing that starts it; name an event with event = "…", or give it a clock with cron = "…"
  void empty() {}
}
