package bad;

import dev.stepwell.*;
import java.util.*;

class LimitPeriod {
  @Function(id = "short", event = "tests/short.wanted")
  @RateLimit(limit = 1, period = "PT0.0009S")
  // ^ [LimitPeriod] the period of @RateLimit of function tooShort is PT0.0009S, but limits are measured in milliseconds; give at least 1ms
  void tooShort(String key) {}

  @Function(id = "none", event = "tests/none.wanted")
  @RateLimit(limit = 1, period = "0s")
  // ^ [DurationNotPositive] the period of @RateLimit of function none is 0s; give more than zero
  @Debounce(period = "-PT1S")
  // ^ [DurationNotPositive] the period of @Debounce of function none is -PT1S; give more than zero
  @Throttle(limit = 1, period = "40000d")
  // ^ [LongDuration] the period of @Throttle of function none is 40000d, but the maximum is 36500d; give a shorter duration
  void none(String key) {}

  @Function(id = "text", event = "tests/text.wanted", idempotencyKey = "key", idempotencyPeriod = "1 day")
  // ^ [NotADuration] the idempotencyPeriod of function text is '1 day', which is not a valid duration; write it as 500ms, 30s, 5m, 2h or 7d, or in ISO-8601 as PT1M30S; did you mean 1d?
  @Throttle(limit = 1, period = "")
  // ^ [NotADuration] the period of @Throttle of function text is '', which is not a valid duration; write it as 500ms, 30s, 5m, 2h or 7d, or in ISO-8601 as PT1M30S
  void text(String key) {}

  @Function(id = "shortest", event = "tests/shortest.wanted", idempotencyKey = "key", idempotencyPeriod = "1ms")
  @RateLimit(limit = 1, period = "1ms")
  @Debounce(period = "36500d")
  void shortest(String key) {}
}
