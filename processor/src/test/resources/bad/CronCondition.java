package bad;

import dev.stepwell.*;
import java.util.*;

class CronCondition {
  @Function(id = "run", cron = "0 9 * * *", condition = "event.data.time != null")
  // ^ [CronCondition] function run is started by a clock, whose ticks say nothing to ask for; remove the condition
  void run() {}
}
