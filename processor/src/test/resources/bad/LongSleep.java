package bad;

import dev.stepwell.*;
import java.time.*;

class LongSleep {
  static class Times {
    static final Duration LONG = Duration.ofHours(3);
    static final Duration MAX = Duration.ofSeconds(Long.MAX_VALUE);
    static final Duration FIRST = Times.SECOND.plusDays(1);
    static final Duration SECOND = FIRST.plusDays(1);
  }

  private static final Duration DAY = Duration.ofDays(1);

  @Function(id = "nap", event = "tests/nap.wanted", finishTimeout = "1h")
  void nap(String key, Steps steps) {
    steps.sleep("two", Duration.ofHours(2));
    // ^ warning: [LongSleep] a sleep of Duration.ofHours(2) is longer than the finishTimeout 1h of the function, so its runs always time out; make the timeout longer than everything that the function waits for
    steps.sleep("day", DAY);
    // ^ warning: [LongSleep] a sleep of DAY is longer than the finishTimeout 1h of the function, so its runs always time out; make the timeout longer than everything that the function waits for
    Duration hour = Duration.ofMinutes(60);
    steps.sleep("hour", hour);
    // ^ warning: [LongSleep] a sleep of hour is longer than the finishTimeout 1h of the function, so its runs always time out; make the timeout longer than everything that the function waits for
    steps.sleep("times", Duration.ofMinutes(20).multipliedBy(3));
    // ^ warning: [LongSleep] a sleep of Duration.ofMinutes(20).multipliedBy(3) is longer than the finishTimeout 1h of the function, so its runs always time out; make the timeout longer than everything that the function waits for
    steps.sleep("unit", Duration.of(2, java.time.temporal.ChronoUnit.HOURS));
    // ^ warning: [LongSleep] a sleep of Duration.of(2, java.time.temporal.ChronoUnit.HOURS) is longer than the finishTimeout 1h of the function, so its runs always time out; make the timeout longer than everything that the function waits for
    steps.sleep("other", Times.LONG);
    // ^ warning: [LongSleep] a sleep of Times.LONG is longer than the finishTimeout 1h of the function, so its runs always time out; make the timeout longer than everything that the function waits for
    steps.sleep("computed", Duration.ofMinutes(2 * 60));
    // ^ warning: [LongSleep] a sleep of Duration.ofMinutes(2 * 60) is longer than the finishTimeout 1h of the function, so its runs always time out; make the timeout longer than everything that the function waits for
    steps.sleep("huge", Duration.ofDays(Long.MAX_VALUE));
    // ^ warning: [LongSleep] a sleep of Duration.ofDays(Long.MAX_VALUE) is longer than the finishTimeout 1h of the function, so its runs always time out; make the timeout longer than everything that the function waits for
    steps.sleep("huge-unit", Duration.of(Long.MAX_VALUE, java.time.temporal.ChronoUnit.DAYS));
    // ^ warning: [LongSleep] a sleep of Duration.of(Long.MAX_VALUE, java.time.temporal.ChronoUnit.D… is longer than the finishTimeout 1h of the function, so its runs always time out; make the timeout longer than everything that the function waits for
    steps.sleep("huge-sum", Times.MAX.plus(Times.MAX).plusDays(Long.MAX_VALUE));
    // ^ warning: [LongSleep] a sleep of Times.MAX.plus(Times.MAX).plusDays(Long.MAX_VALUE) is longer than the finishTimeout 1h of the function, so its runs always time out; make the timeout longer than everything that the function waits for
    steps.sleep("negated", Duration.ofSeconds(Long.MIN_VALUE).negated().abs());
    // ^ warning: [LongSleep] a sleep of Duration.ofSeconds(Long.MIN_VALUE).negated().abs() is longer than the finishTimeout 1h of the function, so its runs always time out; make the timeout longer than everything that the function waits for
    steps.sleep("circle", Times.FIRST);
    steps.sleep("short-again", Times.MAX.multipliedBy(4).dividedBy(Long.MAX_VALUE));
    steps.sleep("short", Duration.ofMinutes(59));
  }

  @Function(id = "sum", event = "tests/sum.wanted", finishTimeout = "1h")
  void sum(String key, boolean isLong, Steps steps) {
    steps.sleepUntil("tomorrow", steps.now().plus(Duration.ofDays(1)));
    // ^ warning: [LongSleep] a sleep of steps.now().plus(Duration.ofDays(1)) is longer than the finishTimeout 1h of the function, so its runs always time out; make the timeout longer than everything that the function waits for
    Instant due = steps.now().plusSeconds(7200);
    steps.sleepUntil("due", due);
    // ^ warning: [LongSleep] a sleep of due is longer than the finishTimeout 1h of the function, so its runs always time out; make the timeout longer than everything that the function waits for
  }

  @Function(id = "parts", event = "tests/parts.wanted", finishTimeout = "1h")
  void parts(String key, boolean isLong, Steps steps) {
    if (key.isEmpty()) {
      return;
    }
    steps.sleep("first", Duration.ofMinutes(20));
    if (isLong) {
      steps.sleep("long", Duration.ofMinutes(30));
    } else {
      steps.sleep("shorter", Duration.ofMinutes(25));
    }
    steps.sleep("last", Duration.ofMinutes(15));
    // ^ warning: [LongSleep] a sleep of Duration.ofMinutes(15), together with those before it, is longer than the finishTimeout 1h of the function, so its runs always time out; make the timeout longer than everything that the function waits for
    steps.sleep("after", Duration.ofMinutes(15));
  }

  @Function(id = "rounds", event = "tests/rounds.wanted", finishTimeout = "1h")
  void rounds(String key, Steps steps) {
    for (int i = 0; i < 6; i++) {
      steps.sleepUntil("round", steps.now().plusSeconds(600));
      // ^ warning: [LongSleep] a sleep of steps.now().plusSeconds(600), together with those before it, is longer than the finishTimeout 1h of the function, so its runs always time out; make the timeout longer than everything that the function waits for
    }
  }
}
