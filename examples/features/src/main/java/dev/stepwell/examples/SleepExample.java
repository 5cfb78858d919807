package dev.stepwell.examples;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import dev.stepwell.dev.DevDatabase;
import dev.stepwell.runtime.Stepwell;
import java.time.Duration;
import java.util.UUID;

/** Sleeping: a run that sleeps holds no thread and no memory, and survives a restart. */
public class SleepExample {
  @Function(id = "remind", event = "examples/reminder.requested")
  String remind(String text, Steps steps) {
    steps.sleep("until-the-reminder", Duration.ofSeconds(2));
    return show(text);
  }

  @Step
  String show(String text) {
    return "Reminder: " + text;
  }

  /** Starts one run, prints why it waits, and prints its result. */
  public static void main(String[] arguments) throws Exception {
    try (DevDatabase database = DevDatabase.open();
        Stepwell stepwell =
            database.stepwell().register(new DurableSleepExample()).start()) {
      UUID run =
          stepwell.send(new ExamplesReminderRequested("call Grace")).runIds().get(0);
      System.out.println(stepwell.runs().reasons(run));
      System.out.println(stepwell.await(run, Duration.ofSeconds(30)).output());
    }
  }
}
