package bad;

import dev.stepwell.*;
import java.util.*;

class CronNever {
  @Function(
      id = "run",
      cron = {
        "0 0 30 2 *",
        // ^ [CronNever] the cron expression 0 0 30 2 * never ticks; give a day that the month has
        "0 0 31 4,JUN,9-9 *",
        // ^ [CronNever] the cron expression 0 0 31 4,JUN,9-9 * never ticks; give a day that the month has
        "0 0 29 2 *",
        "0 0 31 4-5 *",
        "0 0 31 2 MON"
      })
  void run() {}
}
