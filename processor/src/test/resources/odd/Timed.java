package odd;

import dev.stepwell.Backoff;
import dev.stepwell.CancelOn;
import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import dev.stepwell.Steps;

class Timed {
  record Duration(int number) {}

  record Connection(int number) {}

  record CronTick(int number) {}

  record CronDefinition(int number) {}

  static final String NOON = "0 12 * * *";

  @Function(id = "timed", cron = {NOON, "5 4 1-7,15 JAN-MAR/2 sun"}, timeZone = "+01:00", backoff = {})
  @CancelOn(event = "odd/timed.stop", match = "functionId")
  Duration run(Steps steps, dev.stepwell.CronTick type) {
    return new Duration(1);
  }

  @OnFailure("timed")
  void failed(dev.stepwell.CronTick any, Failure failure) {}

  @Function(id = "typed", event = {"odd/typed", "odd/typed.too"}, idempotencyKey = {"event", "type"})
  void typed(String type, int event, CronTick fields) {}

  @Function(id = "typed-again", event = "odd/typed.too")
  void typedAgain(String type, int event, CronTick fields) {}

  @Step
  OddTypedToo again(OddTyped first) {
    return new OddTypedToo(first.type(), first.event(), first.fields());
  }

  @Step(
      transactional = true,
      backoff = @Backoff(first = "1ms", longest = "36500d", factor = 1e10),
      timeout = "36500d")
  synchronized String write(
      String transaction, java.sql.Connection transactionOfRun, Connection... more)
      throws java.io.IOException {
    return transaction;
  }
}
