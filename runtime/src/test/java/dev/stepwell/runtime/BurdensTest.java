package dev.stepwell.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.BurdensLargeWanted;
import dev.stepwell.runtime.model.JsonEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers with much concurrent work, in their own processes with small heaps: none dies, and none is mistaken for dead.
 *
 * <p>{@code -Dstepwell.burdens.due} sets how many events are due at the same instant.
 */
class BurdensTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int DUE = Integer.getInteger("stepwell.burdens.due", 5_000);
  private static final int LARGE = 60;
  private static final int MEGABYTES = 8;
  private static final String NOTE_BURIALS = """
      create table buried (name text);
      create function note_burial() returns trigger language plpgsql as $$
      begin
        insert into buried values (old.name);
        return old;
      end $$;
      create trigger buried before delete on stepwell.worker for each row execute function note_burial()""";

  @TempDir
  Path folder;

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private final Stepwell sender = Stepwell.on(database).start();
  private final List<Process> workers = new ArrayList<>();

  @AfterEach
  void close() {
    workers.forEach(Process::destroyForcibly);
    sender.close();
  }

  private void startWorker(String heap) throws IOException {
    String name = "w" + workers.size();
    workers.add(new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            heap,
            "-XX:+ExitOnOutOfMemoryError",
            "-Dstepwell.log=warn",
            "-cp",
            System.getProperty("java.class.path"),
            BurdenWorker.class.getName(),
            "jdbc:postgresql://127.0.0.1:" + TestPostgres.port() + "/" + database.getPoolName(),
            name)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + ".log").toFile())
        .start());
    await().atMost(LONG).until(() -> count("stepwell.worker where name = '" + name + "'") == 1);
  }

  private long count(String rows) {
    return TestPostgres.count(database, rows);
  }

  private String logs() {
    StringBuilder logs = new StringBuilder();
    for (int i = 0; i < workers.size(); i++) {
      try {
        logs.append(Files.readString(folder.resolve("w" + i + ".log")));
      } catch (IOException e) {
        logs.append(e);
      }
    }
    return logs.toString();
  }

  private void awaitCompleted(int runs) {
    await().atMost(LONG).untilAsserted(() -> {
      assertThat(workers).as(this::logs).allMatch(Process::isAlive);
      assertThat(count("stepwell.run where status = 'completed'")).isEqualTo(runs);
    });
  }

  @Test
  void manyLargeEventsFitIntoASmallHeap() throws Exception {
    startWorker("-Xmx512m");
    workers.get(0).destroyForcibly().waitFor();
    workers.clear();
    String text = "x".repeat(MEGABYTES << 20);
    for (int i = 0; i < LARGE; i++) {
      sender.send(new BurdensLargeWanted(text));
    }
    startWorker("-Xmx512m");

    awaitCompleted(LARGE);
    assertThat(logs()).doesNotContain("OutOfMemoryError");
  }

  @Test
  void manyEventsThatAreDueTogetherEndNoLease() throws Exception {
    startWorker("-Xmx256m");
    startWorker("-Xmx256m");
    TestPostgres.execute(database, NOTE_BURIALS);
    Instant due = Instant.now().plusMillis(2_000 + DUE / 4);
    List<JsonEvent> events = new ArrayList<>();
    for (int i = 0; i < DUE; i++) {
      events.add(new JsonEvent("burdens/small.wanted", "{\"number\":" + i + "}", null, due));
    }
    sender.sendJson(events);
    await().atMost(LONG).until(() -> count("stepwell.run") > 0);
    startWorker("-Xmx256m");

    awaitCompleted(DUE);
    assertThat(TestPostgres.column(database, "select name from buried")).isEmpty();
    assertThat(count("stepwell.run")).isEqualTo(DUE);
  }
}
