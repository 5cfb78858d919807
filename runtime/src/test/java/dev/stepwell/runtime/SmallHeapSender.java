package dev.stepwell.runtime;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.client.UnsureException;
import dev.stepwell.runtime.store.QueueFullException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A process with a small heap that sends large events while its database is down, and one event when it is back. */
final class SmallHeapSender {
  private static final int SENDERS = 8;
  private static final int EVENTS_PER_SENDER = 150;
  private static final String LARGE = "{\"text\":\"" + "x".repeat(500_000) + "\"}";

  private SmallHeapSender() {}

  public static void main(String[] arguments) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(arguments[0]);
    config.setUsername("postgres");
    config.setConnectionTimeout(250);
    try (HikariDataSource database = new HikariDataSource(config);
        Stepwell stepwell =
            Stepwell.on(database).sendTimeout(Duration.ofMillis(50)).start()) {
      say("ready");
      System.in.read();
      List<Thread> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        senders.add(new Thread(() -> sendMany(stepwell)));
      }
      senders.forEach(Thread::start);
      for (Thread sender : senders) {
        sender.join();
      }
      say("sent");
      System.in.read();
      while (!isStored(stepwell, "last")) {
        say("again");
      }
      say("done");
    }
  }

  private static void say(String word) {
    System.out.println(word);
    System.out.flush();
  }

  private static void sendMany(Stepwell stepwell) {
    for (int i = 0; i < EVENTS_PER_SENDER; i++) {
      isStored(stepwell, UUID.randomUUID().toString());
    }
  }

  private static boolean isStored(Stepwell stepwell, String id) {
    try {
      stepwell.sendJson("some/event", new String(LARGE.toCharArray()), id);
      return true;
    } catch (UnsureException | QueueFullException e) {
      return false;
    }
  }
}
