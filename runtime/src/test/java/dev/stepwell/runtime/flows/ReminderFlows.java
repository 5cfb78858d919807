package dev.stepwell.runtime.flows;

import dev.stepwell.Function;
import dev.stepwell.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A function that schedules and withdraws events, and one that these start. */
public class ReminderFlows {
  private final Probe probe;

  /** Reports to the probe. */
  public ReminderFlows(Probe probe) {
    this.probe = probe;
  }

  @Function(id = "reminder", event = "reminders/due")
  void remind(String key, Steps steps) {
    steps.run("remind", () -> probe.called(key, "reminded"));
  }

  @Function(id = "reminding", event = "reminders/wanted")
  List<Boolean> schedule(String key, Steps steps) {
    String later = steps.send("later", new RemindersDue(key), steps.now().plusSeconds(86_400));
    String fired = steps.send("fired", new RemindersDue(key), Instant.EPOCH);
    steps.sleep("a while", Duration.ofMillis(1));
    return List.of(
        steps.withdraw("withdraw later", later),
        steps.withdraw("again", later),
        steps.withdraw("withdraw fired", fired),
        steps.withdraw("unknown", "nobody sent this"));
  }
}
