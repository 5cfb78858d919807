package users;

import dev.stepwell.dev.DevStepwell;
import java.util.Map;
import java.util.UUID;

/** Starts everything for development: an embedded Postgres, the function, and the dashboard. */
public final class Demo {
  private Demo() {}

  public static void main(String[] arguments) throws InterruptedException {
    Map<String, String> addresses = Map.of("u1", "ada@example.org");
    try (DevStepwell dev = DevStepwell.start(new DurableWelcome(addresses))) {
      UUID run = dev.stepwell().send(new UsersUserJoined("u1")).runIds().get(0);
      System.out.println("run " + run + " is on http://127.0.0.1:" + dev.port() + "/");
      Thread.currentThread().join();
    }
  }
}
