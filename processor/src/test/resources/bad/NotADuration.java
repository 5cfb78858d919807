package bad;

import dev.stepwell.*;
import java.util.*;

class NotADuration {
  @Function(
      id = "run",
      event = "tests/run.wanted",
      backoff = @Backoff(
          first = "10 seconds",
          // ^ [NotADuration] the first wait of function run is '10 seconds', which is not a valid duration; write it as 500ms, 30s, 5m, 2h or 7d, or in ISO-8601 as PT1M30S; did you mean 10s?
          longest = ""),
          // ^ [NotADuration] the longest wait of function run is '', which is not a valid duration; write it as 500ms, 30s, 5m, 2h or 7d, or in ISO-8601 as PT1M30S
      startTimeout = "1h30m",
      // ^ [NotADuration] startTimeout of function run is '1h30m', which is not a valid duration; write it as 500ms, 30s, 5m, 2h or 7d, or in ISO-8601 as PT1M30S; did you mean 90m?
      finishTimeout = "P1M")
      // ^ [NotADuration] finishTimeout of function run is 'P1M', which is not a valid duration; write it as 500ms, 30s, 5m, 2h or 7d, or in ISO-8601 as PT1M30S
  String run(String key) {
    return key;
  }

  @Step(timeout = "30 sec")
  // ^ [NotADuration] timeout of step spaced is '30 sec', which is not a valid duration; write it as 500ms, 30s, 5m, 2h or 7d, or in ISO-8601 as PT1M30S; did you mean 30s?
  void spaced() {}

  @Step(timeout = "30sec")
  // ^ [NotADuration] timeout of step spelt is '30sec', which is not a valid duration; write it as 500ms, 30s, 5m, 2h or 7d, or in ISO-8601 as PT1M30S; did you mean 30s?
  void spelt() {}

  @Step(timeout = "30")
  // ^ [NotADuration] timeout of step bare is '30', which is not a valid duration; write it as 500ms, 30s, 5m, 2h or 7d, or in ISO-8601 as PT1M30S; did you mean 30s?
  void bare() {}

  @Step(timeout = "1.5 Hours")
  // ^ [NotADuration] timeout of step broken is '1.5 Hours', which is not a valid duration; write it as 500ms, 30s, 5m, 2h or 7d, or in ISO-8601 as PT1M30S; did you mean 90m?
  void broken() {}

  @Step(timeout = "2w")
  // ^ [NotADuration] timeout of step weeks is '2w', which is not a valid duration; write it as 500ms, 30s, 5m, 2h or 7d, or in ISO-8601 as PT1M30S; did you mean 14d?
  void weeks() {}

  @Step(timeout = " 250 ms ")
  // ^ [NotADuration] timeout of step blanks is ' 250 ms ', which is not a valid duration; write it as 500ms, 30s, 5m, 2h or 7d, or in ISO-8601 as PT1M30S; did you mean 250ms?
  void blanks() {}

  @Step(timeout = "-5s")
  // ^ [NotADuration] timeout of step negative is '-5s', which is not a valid duration; write it as 500ms, 30s, 5m, 2h or 7d, or in ISO-8601 as PT1M30S
  void negative() {}

  @Step(timeout = "soon")
  // ^ [NotADuration] timeout of step word is 'soon', which is not a valid duration; write it as 500ms, 30s, 5m, 2h or 7d, or in ISO-8601 as PT1M30S
  void word() {}

  @Step(timeout = "0 sec")
  // ^ [NotADuration] timeout of step zero is '0 sec', which is not a valid duration; write it as 500ms, 30s, 5m, 2h or 7d, or in ISO-8601 as PT1M30S
  void zero() {}

  @Step(timeout = "99999999999999999999d")
  // ^ [NotADuration] timeout of step endless is '99999999999999999999d', which is not a valid duration; write it as 500ms, 30s, 5m, 2h or 7d, or in ISO-8601 as PT1M30S
  void endless() {}
}
