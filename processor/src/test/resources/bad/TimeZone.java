package bad;

import dev.stepwell.*;
import java.util.*;

class TimeZone {
  @Function(id = "near", cron = "0 9 * * *", timeZone = "Europe/Berln")
  // ^ [TimeZone] 'Europe/Berln' is not a valid time zone: Unknown time-zone ID: Europe/Berln; give one such as Europe/Berlin; did you mean Europe/Berlin?
  void near() {}

  @Function(id = "city", cron = "0 9 * * *", timeZone = "new york")
  // ^ [TimeZone] 'new york' is not a valid time zone: Invalid ID for region-based ZoneId, invalid format: new york; give one such as Europe/Berlin; did you mean America/New_York?
  void city() {}

  @Function(id = "none", cron = "0 9 * * *", timeZone = "")
  // ^ [TimeZone] '' is not a valid time zone: Invalid ID for ZoneOffset, invalid format: ; give one such as Europe/Berlin
  void none() {}

  @Function(id = "offset", cron = "0 9 * * *", timeZone = "+25:00")
  // ^ [TimeZone] '+25:00' is not a valid time zone: Zone offset hours not in valid range: value 25 is not in the range -18 to 18; give one such as Europe/Berlin
  void offset() {}
}
