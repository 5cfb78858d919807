package hello;

import dev.stepwell.dev.DevStepwell;
import java.time.Duration;
import java.util.UUID;

/** Starts a Postgres and the dashboard, and sends an event. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    String name = arguments.length == 0 ? "world" : arguments[0];
    try (DevStepwell dev = DevStepwell.start(new DurableHello())) {
      UUID run = dev.stepwell().send(new HelloPersonCame(name)).runIds().get(0);
      dev.stepwell().await(run, Duration.ofMinutes(1));
      System.out.println("Run " + run + " is over. With the argument stay, the dashboard stays on"
          + " http://127.0.0.1:" + dev.port() + "/");
      if (name.equals("stay")) {
        Thread.currentThread().join();
      }
    }
  }
}
