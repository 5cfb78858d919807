package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.runtime.Stepwell;
import java.io.BufferedReader;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A JVM with 256 MiB of heap answers requests for stored data of any size. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargePayloadsTest {
  private static final UUID RUN = UUID.fromString("01900000-0000-7000-8000-000000000001");

  private static final UUID FAILED = UUID.fromString("01900000-0000-7000-8000-000000000002");
  private static final String ERROR = """
      json_build_object('type', 'shop.Broken', 'message', 'box ' || i || repeat(' is broken', 3000),
        'stackTrace', repeat('\tat shop.Boxes.pack(Boxes.java:7)' || chr(10), 900), 'attempts', 0)""";

  private Process process;
  private TestClient client;

  /** The JVM under test. */
  public static final class Small {
    private Small() {}

    public static void main(String[] arguments) throws Exception {
      PGSimpleDataSource database = new PGSimpleDataSource();
      database.setUrl(arguments[0]);
      database.setUser("postgres");
      Stepwell stepwell = Stepwell.on(database).start();
      System.out.println("port " + StepwellServer.start(stepwell, 0).port());
      Thread.currentThread().join();
    }
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    DataSource database = TestDatabases.fresh();
    Stepwell.on(database).start().close();
    fill(database);
    process = new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx256m",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("java.class.path"),
            Small.class.getName(),
            database.unwrap(PGSimpleDataSource.class).getUrl())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    while (line != null && !line.startsWith("port ")) {
      line = out.readLine();
    }
    assertThat(line).as("the JVM under test").isNotNull();
    client = new TestClient(Integer.parseInt(line.substring(5)));
    Thread draining = new Thread(() -> out.lines().forEach(each -> {}));
    draining.setDaemon(true);
    draining.start();
  }

  @AfterAll
  void stop() {
    process.destroyForcibly();
  }

  /** 34 events of 64 MB, and a run with 1,000 steps of 100 KB, all incompressible. */
  private static void fill(DataSource database) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("""
          create function pg_temp.noise(characters int) returns text language sql volatile as
          $$ select string_agg(md5(random()::text), '') from generate_series(1, characters / 32 + (characters * 0)) $$""");
      statement.execute("""
          insert into stepwell.event (id, name, data, time, accepted_at)
          select 'large-' || i, 'tests/large', json_build_object('note', pg_temp.noise(case i when 1 then 11000000 else 1600000 end),
            'apiKey', 'q9z8x7w6'), now(), now() from generate_series(1, 34) i""");
      statement.execute("""
          insert into stepwell.run (id, function_id, event_id, status, created_at, started_at, ended_at, output)
          values ('%s', 'greet', 'large-1', 'completed', now(), now(), now(), to_json(pg_temp.noise(5000000)))""".formatted(RUN));
      statement.execute("""
          insert into stepwell.step (run_id, id, kind, status, attempts, result, started_at, ended_at)
          select '%s', 'step-' || i, 'step', 'completed', 1, to_json(pg_temp.noise(100000)), now(), now()
          from generate_series(1, 1000) i""".formatted(RUN));
      statement.execute("""
          insert into stepwell.event (id, name, data, headers, time, accepted_at)
          select 'secret-' || i, 'tests/large.secret', json_build_object('password', i || repeat('-sesame', 430000)),
            '{"tenant":"t1"}', now(), now() from generate_series(1, 15) i""");
      statement.execute("""
          insert into stepwell.run (id, function_id, event_id, status, created_at, started_at, ended_at)
          values ('%s', 'greet', 'large-2', 'failed', now(), now(), now())""".formatted(FAILED));
      statement.execute("""
          insert into stepwell.step (run_id, id, kind, status, attempts, error, started_at, ended_at)
          select '%s', 'step-' || i, 'step', 'failed', 2, %s, now(), now()
          from generate_series(1, 1500) i""".formatted(FAILED, ERROR));
      statement.execute("""
          insert into stepwell.failed_attempt (run_id, step_id, attempt, error, started_at, ended_at)
          select '%s', 'step-' || i, attempt, %s, now(), now()
          from generate_series(1, 1500) i cross join generate_series(1, 2) attempt""".formatted(FAILED, ERROR));
    }
  }

  private JsonNode get(String path) throws Exception {
    HttpResponse<String> response = client.get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return client.json(response);
  }

  @Test
  void listsLeaveOutWhatIsLarge() throws Exception {
    for (int i = 0; i < 5; i++) {
      JsonNode events = get("/api/events?limit=50&name=tests/large").path("events");

      assertThat(events).hasSize(34);
      assertThat(events.get(0).path("data").isNull()).isTrue();
      assertThat(events.get(0).path("dataLeftOut").asInt()).isGreaterThan(1_500_000);
    }
    JsonNode found = get("/api/events?text=large-3");
    assertThat(found.path("events")).isNotEmpty();
    assertThat(found.path("unsearched").asInt()).isGreaterThanOrEqualTo(34);
    assertThat(get("/api/runs").path("runs")).hasSize(2);
  }

  @Test
  void aRunWithManyLargeStepsIsShown() throws Exception {
    JsonNode run = get("/api/runs/" + RUN);

    assertThat(run.path("steps")).hasSize(1_000);
    assertThat(run.path("steps").get(7).path("resultLeftOut").asInt()).isGreaterThan(99_000);
    assertThat(run.path("outputLeftOut").asInt()).isGreaterThan(4_900_000);
  }

  /** 270 MB of errors are stored. */
  @Test
  void aRunWithManyLargeErrorsIsShown() throws Exception {
    JsonNode run = get("/api/runs/" + FAILED);

    assertThat(run.path("steps")).hasSize(1_500);
    JsonNode step = run.path("steps").get(1_499);
    assertThat(step.path("failedAttempts")).hasSize(2);
    assertThat(step.path("failedAttempts").get(1).path("error").path("message").asText())
        .startsWith("box ");
    String id = step.path("id").asText();
    JsonNode whole = get("/api/runs/" + FAILED + "/step?id=" + id);
    assertThat(whole.path("error").path("stackTrace").asText()).contains("Boxes.java:7");
  }

  /** A secret is searched for in many forms, which do not fit in memory if it is large. */
  @Test
  void largeSecretsAreNotSearchedFor() throws Exception {
    for (int i = 0; i < 3; i++) {
      JsonNode events = get("/api/events?limit=50&name=tests/large.secret").path("events");
      assertThat(events).hasSize(15);
    }
    for (int i = 1; i <= 15; i++) {
      JsonNode event = get("/api/event?id=secret-" + i);
      assertThat(event.path("data").path("password").asText()).isEqualTo("•••");
    }
  }

  @Test
  void whatIsLargeIsShownByItself() throws Exception {
    JsonNode event = get("/api/event?id=large-1");

    assertThat(event.path("data").path("note").asText()).hasSizeGreaterThan(10_900_000);
    assertThat(event.path("data").path("apiKey").asText()).isEqualTo("•••");
  }

  /** Each request is answered, or rejected temporarily; the JVM would end at the first OutOfMemoryError. */
  @Test
  void manyWhoWantAllAtOnceAreServedOrRefused() throws Exception {
    List<CompletableFuture<HttpResponse<InputStream>>> answers = new ArrayList<>();
    HttpClient http = HttpClient.newHttpClient();
    for (int i = 0; i < 40; i++) {
      String path = List.of(
              "/api/event?id=large-1",
              "/api/events?limit=200",
              "/api/runs/" + RUN,
              "/api/runs/" + RUN + "/output")
          .get(i % 4);
      answers.add(http.sendAsync(
          HttpRequest.newBuilder(client.uri(path))
              .timeout(Duration.ofMinutes(5))
              .build(),
          HttpResponse.BodyHandlers.ofInputStream()));
    }
    byte[] large = ("{\"name\":\"tests/x\",\"data\":{\"a\":\"" + "x".repeat(9_000_000) + "\"}}")
        .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 20; i++) {
      answers.add(http.sendAsync(
          HttpRequest.newBuilder(client.uri("/api/events"))
              .header("Content-Type", "application/json")
              .timeout(Duration.ofMinutes(5))
              .POST(HttpRequest.BodyPublishers.ofByteArray(large))
              .build(),
          HttpResponse.BodyHandlers.ofInputStream()));
    }

    for (CompletableFuture<HttpResponse<InputStream>> answer : answers) {
      HttpResponse<InputStream> response = answer.join();
      assertThat(response.statusCode()).isIn(200, 202, 503);
      if (response.statusCode() == 503) {
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
      }
      try (InputStream body = response.body()) {
        body.transferTo(java.io.OutputStream.nullOutputStream());
      }
    }
    assertThat(client.get("/health").statusCode()).isEqualTo(200);
    assertThat(process.isAlive()).isTrue();
  }
}
