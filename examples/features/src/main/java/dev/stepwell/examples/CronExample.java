package dev.stepwell.examples;

import dev.stepwell.CronTick;
import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.testing.TestRun;
import dev.stepwell.testing.TestStepwell;
import java.time.Duration;
import java.time.Instant;

/** Cron: a function runs at nine on weekdays in Berlin. A test clock lets a day pass at once. */
public class CronExample {
  @Function(id = "daily-report", cron = "0 9 * * MON-FRI", timeZone = "Europe/Berlin")
  String report(CronTick tick) {
    return writeReport(tick.time());
  }

  @Step
  String writeReport(Instant time) {
    return "report of " + time;
  }

  /** Lets three days pass and prints the results of all runs. */
  public static void main(String[] arguments) {
    TestStepwell stepwell = TestStepwell.of(new DurableCronExample());
    stepwell.advance(Duration.ofDays(3));
    for (TestRun run : stepwell.runs(Functions.DAILY_REPORT)) {
      System.out.println(run.output(String.class));
    }
  }
}
