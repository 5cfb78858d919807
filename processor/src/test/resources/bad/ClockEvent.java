package bad;

import dev.stepwell.*;
import java.util.*;

@Event("stepwell/cron.tick")
// ^ [ClockEvent] stepwell/cron.tick is the tick of a clock, which starts the function that has the clock and no other; write cron = "…" in @Function, or take another name
record Tick(String key) {}

class ClockEvent {
  @Function(id = "run", event = "stepwell/cron.tick")
  // ^ [ClockEvent] stepwell/cron.tick is the tick of a clock, which starts the function that has the clock and no other; write cron = "…" in @Function, or take another name
  void run(String functionId) {}

  @Function(id = "other", event = "tests/run.wanted")
  @CancelOn(event = "stepwell/cron.tick", match = "functionId")
  // ^ [ClockEvent] stepwell/cron.tick is the tick of a clock, which starts the function that has the clock and no other; write cron = "…" in @Function, or take another name
  void other(String functionId) {}
}
