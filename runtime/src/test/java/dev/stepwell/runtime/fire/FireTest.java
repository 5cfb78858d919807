package dev.stepwell.runtime.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.Outage;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.TestPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three workers and a Postgres that are killed, paused and crashed at random while events are sent. At the end, all
 * guarantees hold.
 *
 * <p>Settings: {@code -Dstepwell.fire.seconds}, the duration; {@code -Dstepwell.fire.seed}, the random numbers; {@code
 * -Dstepwell.fire.faults}, the faults ({@link FireFault}); {@code -Dstepwell.fire.due}, how many events are due
 * together.
 */
class FireTest {
  private static final int WORKERS = 3;
  private static final Duration STARTING = Duration.ofMinutes(2);
  private static final Duration UNTIL_ALL_HAS_ENDED = Duration.ofMinutes(6);
  private static final String LEFT = """
      select (select count(*) from stepwell.run where status in ('queued', 'running', 'waiting'))
        + (select count(*) from stepwell.deferred)""";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private interface Work {
    void run() throws InterruptedException;
  }

  private static CompletableFuture<Void> start(Work work) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            work.run();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> new Thread(task).start());
  }

  private static HikariDataSource pool(String jdbcUrl, String role) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setUsername(role);
    config.setConnectionTimeout(5_000);
    return new HikariDataSource(config);
  }

  /** For the test itself, bypassing the network that is cut. */
  private static HikariDataSource direct(FireServer server) {
    HikariDataSource database = pool(server.jdbcUrl(), "postgres");
    TestPostgres.execute(database, "create role " + FireServer.ROLE + " superuser login");
    return database;
  }

  /** With the settings that the documentation recommends for a network that drops connections silently. */
  private static String through(Outage network) {
    return "jdbc:postgresql://127.0.0.1:" + network.port()
        + "/postgres?socketTimeout=10&connectTimeout=5";
  }

  @Test
  void allThatWasPromisedComesTrue() throws Exception {
    Duration duration = Duration.ofSeconds(Long.getLong("stepwell.fire.seconds", 25));
    long seed = Long.getLong("stepwell.fire.seed", ThreadLocalRandom.current().nextInt(1_000_000));
    System.out.printf(
        "stepwell.fire.seed=%d, for %d s, in %s%n", seed, duration.toSeconds(), folder);
    Random random = new Random(seed);
    try (FireServer server = new FireServer(folder);
        HikariDataSource database = direct(server);
        Outage network = new Outage(server.port());
        HikariDataSource pool = pool(through(network), FireServer.ROLE);
        Stepwell stepwell = Stepwell.on(pool).sendTimeout(Duration.ofSeconds(4)).start();
        FireCrew crew = new FireCrew(folder, through(network))) {
      FireTables tables = new FireTables(database);
      tables.create();
      for (int i = 0; i < WORKERS; i++) {
        crew.start();
      }
      await().atMost(STARTING).until(() -> stepwell.eventNames().contains("fire/nap.wanted"));

      FireSending sending = new FireSending(stepwell, database);
      List<CompletableFuture<Void>> sent = new ArrayList<>();
      sent.add(start(() -> sending.sendWhatFollows(tables)));
      for (String name : List.of("a", "b", "c", "d")) {
        long wishes = random.nextLong();
        sent.add(start(() -> sending.sendWishes(wishes, name)));
      }
      String fire;
      try (Strain strain = new Strain(sending)) {
        Arson arson = new Arson(
            new Arson.Scene(crew, server, network, tables, strain), FireFault.selected(), random);
        arson.burn(duration);
        fire = arson.toString();
      }
      sending.end();
      CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
      System.out.println(sending + "\n  " + fire);

      awaitTheEnd(tables, sending, crew);
      sending.storeExpected();
      assertThat(crew.names()).as("living workers").hasSize(crew.size());
      new Checks(tables).all(crew.names());
      System.out.println("runs: "
          + tables.rows("select function_id, status, count(*) from stepwell.run group by 1, 2"));
    }
  }

  /** How many living workers send no more runs of their own. */
  private static String ready(FireCrew crew) {
    return "select count(distinct worker) from fire.ready where worker in ('"
        + String.join("', '", crew.names()) + "')";
  }

  /** Waits until no work is left or to come, and dead workers are buried. */
  private static void awaitTheEnd(FireTables tables, FireSending sending, FireCrew crew)
      throws SQLException {
    try {
      await().atMost(UNTIL_ALL_HAS_ENDED).pollInterval(Duration.ofMillis(200)).until(() -> {
        crew.replaceDead();
        sending.answer(tables);
        return tables.number(ready(crew)) == WORKERS
            && tables.number(LEFT) == 0
            && tables.number("select count(*) from stepwell.worker") == WORKERS;
      });
    } catch (ConditionTimeoutException e) {
      System.out.println("not over: " + tables.rows("select * from stepwell.worker"));
      System.out.println(tables.rows("""
          select r.id, r.function_id, r.event_id, r.status, r.worker_id, r.due_at, r.woken, s.id, s.status, s.due_at, now()
          from stepwell.run r left join stepwell.step s on s.run_id = r.id and s.status in ('waiting', 'retrying')
          where r.status in ('queued', 'running', 'waiting')"""));
    }
  }
}
