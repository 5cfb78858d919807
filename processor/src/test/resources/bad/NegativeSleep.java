package bad;

import dev.stepwell.*;
import java.time.Duration;

class NegativeSleep {
  private static final int SHORT = -3;

  @Function(id = "run", event = "tests/run.wanted")
  void run(String key, Steps steps) {
    steps.sleep("literal", Duration.ofSeconds(-30));
    // ^ warning: [NegativeSleep] Duration.ofSeconds(-30) is negative, so the sleep ends at once; give the duration of the sleep
    steps.sleep("constant", java.time.Duration.ofMillis(SHORT));
    // ^ warning: [NegativeSleep] java.time.Duration.ofMillis(SHORT) is negative, so the sleep ends at once; give the duration of the sleep
    steps.sleep("huge", Duration.ofDays(Long.MIN_VALUE));
    // ^ warning: [NegativeSleep] Duration.ofDays(Long.MIN_VALUE) is negative, so the sleep ends at once; give the duration of the sleep
    steps.sleep("difference", Duration.ZERO.minus(Duration.ofHours(Long.MAX_VALUE)));
    // ^ warning: [NegativeSleep] Duration.ZERO.minus(Duration.ofHours(Long.MAX_VALUE)) is negative, so the sleep ends at once; give the duration of the sleep
    steps.sleepUntil("past", steps.now().minus(1, java.time.temporal.ChronoUnit.HOURS));
    // ^ warning: [NegativeSleep] steps.now().minus(1, java.time.temporal.ChronoUnit.HOURS) is negative, so the sleep ends at once; give the duration of the sleep
    steps.sleep("one", one());
    steps.sleep("none", Duration.ZERO);
    steps.sleep("some", Duration.ofSeconds(30));
  }

  private Duration one() {
    return other().minusDays(1);
  }

  private Duration other() {
    return one().minusDays(1);
  }
}
