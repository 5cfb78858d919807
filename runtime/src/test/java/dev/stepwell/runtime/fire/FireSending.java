package dev.stepwell.runtime.fire;

import dev.stepwell.runtime.SendOptions;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.fire.Wish.Expected;
import dev.stepwell.runtime.fire.flows.FireAnswer;
import dev.stepwell.runtime.fire.flows.FireDeafWanted;
import dev.stepwell.runtime.fire.flows.FireStop;
import dev.stepwell.runtime.fire.flows.FireStoppedWanted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Sends events, whatever happens to the database, and records what is expected of each. */
final class FireSending {
  private static final String EXPECT = "insert into fire.expected values (?, ?, ?, ?, ?)";

  private final Stepwell stepwell;
  private final DataSource database;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger count = new AtomicInteger();
  private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
  private final Queue<Kept> kept = new ConcurrentLinkedQueue<>();
  private final Queue<Later> later = new ConcurrentLinkedQueue<>();

  /** The expectation of an event that was sent, or may have been. */
  private record Kept(String eventId, boolean sure, Expected expected) {}

  /** An event that follows another. */
  private record Later(long atNanos, Record event, String id) {}

  FireSending(Stepwell stepwell, DataSource database) {
    this.stepwell = stepwell;
    this.database = database;
  }

  /** Sends wishes until it is over. */
  void sendWishes(long seed, String name) throws InterruptedException {
    Random random = new Random(seed);
    while (!over.get()) {
      String key = name + count.incrementAndGet();
      Wish wish = Wish.random(random, key);
      if (random.nextInt(8) == 0) {
        sendInTransaction(wish);
      } else {
        Instant time = time(wish, random);
        send(
            wish.event(),
            time == null ? SendOptions.id(key) : SendOptions.id(key).andAt(time));
        keep(key, true, wish);
        follow(wish, key, random);
      }
      Thread.sleep(random.nextInt(40));
    }
  }

  /** Sends one wish, which takes effect at this time. */
  void send(Wish wish, String key, Instant time) throws InterruptedException {
    keep(key, true, wish);
    send(wish.event(), SendOptions.id(key).andAt(time));
  }

  /** Some take effect later, but none that is cancelled, because the cancellation must not come before it. */
  private static @Nullable Instant time(Wish wish, Random random) {
    boolean isLater = random.nextInt(8) == 0 && !(wish.event() instanceof FireStoppedWanted);
    return isLater ? Instant.now().plusMillis(random.nextInt(2_000)) : null;
  }

  /** Nothing new is sent from now on, only what is to follow. */
  void end() {
    over.set(true);
  }

  private void follow(Wish wish, String id, Random random) {
    long at = System.nanoTime() + Duration.ofMillis(random.nextInt(4_000)).toNanos();
    if (wish.event() instanceof FireStoppedWanted stopped) {
      later.add(new Later(at + 2_500_000_000L, new FireStop(stopped.key()), "stop " + id));
    } else if (wish.event() instanceof FireDeafWanted deaf && wish.expected().isEmpty()) {
      at = System.nanoTime()
          + Duration.ofMillis(random.nextInt(deaf.millis() + 100)).toNanos();
      later.add(new Later(at, new FireAnswer(deaf.key(), "late"), "late " + id));
    }
  }

  /** Sends what follows, and answers questions, until nothing is left. */
  void sendWhatFollows(FireTables tables) throws InterruptedException {
    while (!over.get() || !later.isEmpty()) {
      for (Later next : List.copyOf(later)) {
        if (next.atNanos() - System.nanoTime() < 0) {
          send(next.event(), SendOptions.id(next.id()));
          later.remove(next);
        }
      }
      answer(tables);
      Thread.sleep(20);
    }
  }

  /** Answers the questions that are stored as waits by now. */
  void answer(FireTables tables) throws InterruptedException {
    try {
      for (var row : tables.rows("""
          select w.run_id, w.step_id, e.data ->> 'key'
          from stepwell.wait w
          join stepwell.run r on r.id = w.run_id
          join stepwell.event e on e.id = r.event_id
          where r.function_id = 'fire-asking' or w.step_id = 'wait-for-answer'""")) {
        String token = row.get(1).equals("answer") ? "answer:0" : row.get(1);
        String id = "answer " + row.get(0) + " " + row.get(1);
        send(new FireAnswer(row.get(2), token), SendOptions.id(id));
      }
    } catch (SQLException e) {
      Thread.sleep(100);
    }
  }

  /** Sends until it is sure. */
  private void send(Record event, SendOptions options) throws InterruptedException {
    while (true) {
      try {
        stepwell.send(event, options);
        return;
      } catch (RuntimeException e) {
        refusals.merge(e.getClass().getSimpleName(), 1, Integer::sum);
        Thread.sleep(100);
      }
    }
  }

  private void sendInTransaction(Wish wish) {
    String id = null;
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      id = stepwell.send(connection, wish.event()).eventId();
      if (ThreadLocalRandom.current().nextInt(4) == 0) {
        connection.rollback();
        id = null;
      } else {
        connection.commit();
        keep(id, true, wish);
        follow(wish, id, new Random());
      }
    } catch (SQLException | RuntimeException e) {
      refusals.merge("in a transaction: " + e.getClass().getSimpleName(), 1, Integer::sum);
      if (id != null) {
        keep(id, false, wish);
        follow(wish, id, new Random());
      }
    }
  }

  private void keep(String eventId, boolean sure, Wish wish) {
    wish.expected().forEach(expected -> kept.add(new Kept(eventId, sure, expected)));
  }

  /** Writes the expectations to the test's own table. */
  void storeExpected() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(EXPECT)) {
      for (Kept one : kept) {
        insert.setString(1, one.eventId());
        insert.setBoolean(2, one.sure());
        insert.setString(3, one.expected().functionId());
        insert.setString(4, one.expected().status());
        insert.setString(5, one.expected().output());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  @Override
  public String toString() {
    return count + " events sent, refused meanwhile: " + refusals;
  }
}
