package bad;

import dev.stepwell.*;
import java.util.*;

class NoTrigger {
  @Function(id = "run")
  // ^ [NoTrigger] function run has nothing that starts it; add event = "…" or cron = "…"
  void run(String key) {}

  @Function(id = "empty", event = {}, cron = {})
  // ^ [NoTrigger] function empty has nothing that starts it; add event = "…" or cron = "…"
  void empty() {}
}
