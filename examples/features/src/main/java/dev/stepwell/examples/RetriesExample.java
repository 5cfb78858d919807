package dev.stepwell.examples;

import dev.stepwell.Backoff;
import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.dev.DevDatabase;
import dev.stepwell.runtime.Stepwell;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Steps and retries: the second step fails twice, and the first one is not repeated. */
public class RetriesExample {
  private final AtomicInteger attempts = new AtomicInteger();

  @Function(id = "greet", event = "examples/greeting.requested")
  String greet(String name) throws IOException {
    String greeting = compose(name);
    return deliver(greeting);
  }

  @Step
  String compose(String name) {
    System.out.println("compose");
    return "Hello, " + name;
  }

  @Step(retries = 5, backoff = @Backoff(first = "200ms", longest = "1s"))
  String deliver(String greeting) throws IOException {
    System.out.println("deliver, attempt " + attempts.incrementAndGet());
    if (attempts.get() < 3) {
      throw new IOException("the mail server is busy");
    }
    return greeting + ", delivered";
  }

  /** Starts one run and prints its result. */
  public static void main(String[] arguments) throws Exception {
    try (DevDatabase database = DevDatabase.open();
        Stepwell stepwell =
            database.stepwell().register(new DurableRetriesExample()).start()) {
      UUID run = stepwell.send(new ExamplesGreetingRequested("Ada")).runIds().get(0);
      System.out.println(stepwell.await(run, Duration.ofSeconds(30)).output());
    }
  }
}
