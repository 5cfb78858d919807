package bad;

import dev.stepwell.*;
import java.util.*;

class NoTrigger {
  @Function(id = "run")
  // ^ [NoTrigger] nothing starts function run; add event = "…" or cron = "…"
  void run(String key) {}

  @Function(id = "empty", event = {}, cron = {})
  // ^ [NoTrigger] nothing starts function empty; add event = "…" or cron = "…"
  void empty() {}
}
