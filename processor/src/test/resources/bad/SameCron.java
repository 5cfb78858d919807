package bad;

import dev.stepwell.*;
import java.util.*;

class SameCron {
  @Function(
      id = "run",
      cron = {
        "0 9 * * 7",
        "0  9 * * SUN",
        // ^ [SameCron] function run has two cron expressions for the same times: 0 9 * * 7 and 0  9 * * SUN; remove one
        "0 9 * * 7"
        // ^ [SameCron] function run has two cron expressions for the same times: 0 9 * * 7 and 0 9 * * 7; remove one
      })
  void run() {}
}
