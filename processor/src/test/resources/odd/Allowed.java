package odd;

import dev.stepwell.Allow;
import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/** What does not bear to be replayed, and is allowed. */
@Allow(value = "UnstableId", because = "ids are for logs alone")
public class Allowed {
  private static final String REASON = "it is" + " counted for a metric";

  private int count;

  @Function(id = "allowed", event = "odd/allowed")
  @Allow(
      value = {"SharedState", "UnstableTime"},
      because = REASON)
  void run(String key, Steps steps) {
    count++;
    log(Instant.now() + UUID.randomUUID().toString());
    @Allow(value = "UnstableRandom", because = "it is only logged")
    Supplier<String> random = () -> {
      sleep();
      return "" + Math.random();
    };
    log(random.get());
    helper();
    Elsewhere.help(steps);
    work();
  }

  @dev.stepwell.Allow(value = "CaughtSuspension", because = "this shows what becomes of it")
  private void helper() {
    try {
      work();
    } catch (Throwable t) {
      log(t.toString());
    }
  }

  @Allow(value = "ThreadSleep", because = "the call is in a method of its own")
  private void sleep() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      log(e.toString());
    }
  }

  void log(String text) {}

  @Step
  void work() {}
}

class Elsewhere {
  @Allow.List({@Allow(value = "UnstableTime", because = "it is only logged")})
  static void help(Steps steps) {
    steps.run("help-at-" + steps.now(), () -> {});
    Instant.now();
  }
}
