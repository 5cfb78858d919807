package bad;

import dev.stepwell.*;
import java.util.*;

class CronExpression {
  @Function(
      id = "run",
      cron = {
        "0 9 * *",
        // ^ [CronExpression] '0 9 * *' is not a valid cron expression: Cron expression contains 4 parts but we expect one of [5]; write minute, hour, day of month, month and day of week, such as 0 9 * * MON-FRI
        "0 0 9 * * *",
        // ^ [CronExpression] '0 0 9 * * *' is not a valid cron expression: Cron expression contains 6 parts but we expect one of [5]; write minute, hour, day of month, month and day of week, such as 0 9 * * MON-FRI
        "60 9 * * *",
        // ^ [CronExpression] '60 9 * * *' is not a valid cron expression: Value 60 not in range [0, 59]; write minute, hour, day of month, month and day of week, such as 0 9 * * MON-FRI
        "0 9 * * FOO",
        // ^ [CronExpression] '0 9 * * FOO' is not a valid cron expression: Invalid chars in expression! Expression: FOO Invalid chars: FOO; write minute, hour, day of month, month and day of week, such as 0 9 * * MON-FRI
        "0 9 * * FRI-MON",
        "0 9|18 * * *",
        // ^ [CronExpression] '0 9|18 * * *' is not a valid cron expression: it contains several expressions, which must be listed one by one; write minute, hour, day of month, month and day of week, such as 0 9 * * MON-FRI
        "@daily",
        // ^ [CronExpression] '@daily' is not a valid cron expression: Nicknames not supported; write minute, hour, day of month, month and day of week, such as 0 9 * * MON-FRI
        "*/0 * * * *",
        // ^ [CronExpression] '*/0 * * * *' is not a valid cron expression: Period 0 not in range [0, 59]; write minute, hour, day of month, month and day of week, such as 0 9 * * MON-FRI
        "",
        // ^ [CronExpression] '' is not a valid cron expression: Empty expression; write minute, hour, day of month, month and day of week, such as 0 9 * * MON-FRI
        "0 9 * * MON-FRI"
      })
  void run() {}
}
