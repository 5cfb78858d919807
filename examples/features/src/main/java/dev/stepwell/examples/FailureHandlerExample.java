package dev.stepwell.examples;

import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.NonRetriableException;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import dev.stepwell.dev.DevDatabase;
import dev.stepwell.runtime.Stepwell;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A failure handler: when a run fails, a run of its own cleans up, with durable steps. */
public class FailureHandlerExample {
  private static final CountDownLatch released = new CountDownLatch(1);

  @Function(id = "book-seat", event = "examples/seat.requested")
  void book(String seat) {
    hold(seat);
    charge(seat);
  }

  @OnFailure("book-seat")
  void cleanUp(String seat, Failure failure) {
    release(seat, failure.stepId() + " failed: " + failure.message());
  }

  @Step
  void hold(String seat) {
    System.out.println("hold " + seat);
  }

  @Step
  void charge(String seat) {
    throw new NonRetriableException("the card was declined");
  }

  @Step
  void release(String seat, String reason) {
    System.out.println("release " + seat + ", because " + reason);
    released.countDown();
  }

  /** Starts one run, which fails, and waits for the failure handler. */
  public static void main(String[] arguments) throws Exception {
    try (DevDatabase database = DevDatabase.open();
        Stepwell stepwell =
            database.stepwell().register(new DurableFailureHandlerExample()).start()) {
      UUID run = stepwell.send(new ExamplesSeatRequested("12A")).runIds().get(0);
      System.out.println(stepwell.await(run, Duration.ofSeconds(30)).status());
      if (!released.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the failure handler did not run");
      }
    }
  }
}
