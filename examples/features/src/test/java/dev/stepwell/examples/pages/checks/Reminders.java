package dev.stepwell.examples.pages.checks;

import dev.stepwell.Allow;
import dev.stepwell.Function;
import dev.stepwell.Steps;
import java.time.Duration;
import java.time.Instant;

/** A warning that is allowed, and the call that needs none. */
class Reminders {
  @Function(id = "remind-later", event = "users/remind.wanted")
  void remind(String userId, Steps steps) {
    @Allow(value = "UnstableTime", because = "it is only logged")
    Instant arrived = Instant.now();
    System.out.println(userId + " arrived at " + arrived);
    Instant due = steps.now().plus(Duration.ofMinutes(1));
    steps.sleepUntil("until-due", due);
  }
}
