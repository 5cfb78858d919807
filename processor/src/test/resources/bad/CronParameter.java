package bad;

import dev.stepwell.*;
import java.util.*;

@Event("tests/by.hand")
record ByHand(String key) {}

class CronParameter {
  @Function(id = "run", cron = "0 9 * * *")
  void run(
      String key,
      // ^ [CronParameter] parameter String key of function run is neither a CronTick nor Steps, and a cron tick has no other data; remove it, and look up its value in a step
      CronTick tick,
      ByHand event,
      // ^ [CronParameter] parameter ByHand event of function run is neither a CronTick nor Steps, and a cron tick has no other data; remove it, and look up its value in a step
      Steps steps) {}

  @OnFailure("run")
  void failed(
      Failure failure,
      CronTick which,
      Steps steps,
      String time) {}
      // ^ [FailureParameter] parameter String time of failed is neither one of the function's parameters (CronTick tick), nor a Failure, nor Steps; remove it, or give it the name and type of one
}
