package bad;

import dev.stepwell.*;
import java.util.*;

@Event("tests/by.hand")
record ByHand(String key) {}

class TickWithoutCron {
  @Function(id = "run", event = "tests/run.wanted")
  void run(CronTick tick) {}
  // ^ [TickWithoutCron] function run takes a CronTick but has no cron expression; add cron = "…", or remove the parameter

  @Function(id = "hand", event = "tests/by.hand")
  void hand(ByHand event, CronTick tick) {}
  // ^ [TickWithoutCron] function hand takes a CronTick but has no cron expression; add cron = "…", or remove the parameter
}
