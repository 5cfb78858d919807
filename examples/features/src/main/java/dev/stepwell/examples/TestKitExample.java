package dev.stepwell.examples;

import dev.stepwell.testing.TestRun;
import dev.stepwell.testing.TestStepwell;
import java.io.IOException;
import java.time.Duration;

/** The test kit: drives {@link RetriesExample} and {@link SleepExample} without a database and without waiting. */
public final class TestKitExample {
  private TestKitExample() {}

  /** Replaces a step, makes another one fail, and lets time pass. */
  public static void main(String[] arguments) {
    TestStepwell stepwell = TestStepwell.of(new DurableRetriesExample(), new DurableSleepExample());
    stepwell.replace(DurableRetriesExample.DELIVER, call -> "delivered by the test");
    stepwell.failTimes(DurableSleepExample.SHOW, 2, new IOException("no display"));

    TestRun greeting = stepwell.send(new ExamplesGreetingRequested("Ada"));
    TestRun reminder = stepwell.send(new ExamplesReminderRequested("call Grace"));
    reminder.assertWaiting();
    stepwell.advance(Duration.ofHours(1));

    greeting.assertCompleted("delivered by the test");
    reminder.assertCompleted("Reminder: call Grace");
    System.out.println("show took " + reminder.step("show").attempts() + " attempts");
  }
}
