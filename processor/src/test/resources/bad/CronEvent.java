package bad;

import dev.stepwell.*;
import java.util.*;

@Event("stepwell/cron.tick")
// ^ [CronEvent] stepwell/cron.tick is the tick of a cron expression, which starts only the function that has it; write cron = "…" in @Function, or use another event name
record Tick(String key) {}

class CronEvent {
  @Function(id = "run", event = "stepwell/cron.tick")
  // ^ [CronEvent] stepwell/cron.tick is the tick of a cron expression, which starts only the function that has it; write cron = "…" in @Function, or use another event name
  void run(String functionId) {}

  @Function(id = "other", event = "tests/run.wanted")
  @CancelOn(event = "stepwell/cron.tick", match = "functionId")
  // ^ [CronEvent] stepwell/cron.tick is the tick of a cron expression, which starts only the function that has it; write cron = "…" in @Function, or use another event name
  void other(String functionId) {}
}
