package dev.stepwell.runtime.flows;

import dev.stepwell.Function;
import dev.stepwell.RetryAfterException;
import dev.stepwell.Steps;
import java.time.Duration;
import java.time.Instant;

/** Functions that name times which are far away, or that nothing can store. */
public class FarTimes {
  @Function(id = "far-time", event = "far/time.wanted")
  String until(String time, Steps steps) {
    steps.sleepUntil("far", Instant.parse(time));
    return "awake";
  }

  @Function(id = "far-sleep", event = "far/sleep.wanted")
  String sleep(long seconds, Steps steps) {
    steps.sleep("far", Duration.ofSeconds(seconds));
    return "awake";
  }

  @Function(id = "far-retry", event = "far/retry.wanted")
  void retry(long seconds, Steps steps) {
    steps.run("far", () -> {
      throw new RetryAfterException("later", Duration.ofSeconds(seconds));
    });
  }

  @Function(id = "far-send", event = "far/send.wanted")
  String send(String time, Steps steps) {
    return steps.send("far", new FarRetryWanted(0), Instant.parse(time));
  }
}
