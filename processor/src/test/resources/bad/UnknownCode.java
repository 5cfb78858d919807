package bad;

import dev.stepwell.*;
import java.time.Instant;

@Allow(value = "NoSuchCheckAtAll", because = "it was there once")
// ^ [UnknownCode] @Allow names NoSuchCheckAtAll, but there is no such code to allow; use a code of docs/checks.md
class UnknownCode {
  @Function(id = "log", event = "tests/log.wanted")
  @Allow(
  // ^ [UnknownCode] @Allow names FinalClass, but there is no such code to allow; use a code of docs/checks.md
  // ^ [UnknownCode] @Allow names UnstableTimes, but there is no such code to allow; use a code of docs/checks.md; did you mean UnstableTime?
      value = {"UnstableTimes", "FinalClass"},
      because = "it is only logged")
  void log(String key) {
    @Allow(value = "UnstableTim", because = "it is only logged")
    // ^ [UnknownCode] @Allow names UnstableTim, but there is no such code to allow; use a code of docs/checks.md; did you mean UnstableTime?
    Instant now = Instant.now();
    // ^ warning: [UnstableTime] Instant.now() returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step
    work();
  }

  @Step
  void work() {}
}
