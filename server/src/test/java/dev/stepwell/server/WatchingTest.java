package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stepwell.metrics.StepwellMeters;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.server.metrics.MicrometerHttpMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Monitoring of the server. */
class WatchingTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Gate gate = new Gate();
  private final Stepwell stepwell = Stepwell.on(gate.before(TestDatabases.fresh()))
      .register(new DurableGreetings())
      .grace(Duration.ZERO)
      .start();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ServerClock clock = new ServerClock();
  private final StepwellServer server =
      StepwellServer.start(stepwell, ServerSettings.defaults().port(0).clock(clock));
  private final TestClient client = new TestClient(server.port());

  @BeforeEach
  void itIsReady() throws Exception {
    assertThat(client.get("/health").body()).isEqualTo("{\"status\":\"up\"}");
    assertThat(client.get("/ready").body()).isEqualTo("{\"status\":\"up\"}");
  }

  @AfterEach
  void stop() {
    gate.open();
    server.close();
    stepwell.close();
  }

  @Test
  void aDatabaseThatIsSilentIsNotWaitedFor() throws Exception {
    gate.silence();

    client.assertProblem(client.get("/ready"), 503, "did not respond within 2 seconds");
    assertThat(client.get("/health").statusCode()).isEqualTo(200);
    gate.open();
    assertThat(client.get("/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void aDatabaseThatRefusesTellsNothingOfItself() throws Exception {
    gate.shut("password of user sesame");

    for (String path : new String[] {"/ready", "/api/runs"}) {
      client.assertProblem(client.get(path), 503, "see the server's log");
      assertThat(client.get(path).body()).doesNotContain("sesame", "select", "Exception");
    }
  }

  @Test
  void aWorkerThatHasStoppedIsNotReady() throws Exception {
    assertThat(client.get("/metrics").body()).contains("stepwell_worker_alive 1.0");
    stepwell.close();

    client.assertProblem(client.get("/ready"), 503, "parts of this process do not work: ");
    client.assertProblem(client.get("/health"), 503, "parts of this process do not work: ");
    assertThat(client.get("/metrics").body()).contains("stepwell_worker_alive 0.0");
  }

  @Test
  void aWorkerThatCannotRenewItsLeaseLosesIt() {
    Gate between = new Gate();
    DataSource database = TestDatabases.fresh();
    try (Stepwell cutOff = Stepwell.on(between.before(database))
        .register(new DurableGreetings())
        .lease(Duration.ofSeconds(2))
        .beat(Duration.ofMillis(200))
        .grace(Duration.ZERO)
        .start()) {
      between.shut("no route to host");
      TestDatabases.breakConnections(database);
      await().atMost(LONG).until(() -> !cutOff.isAlive());
      between.open();
      await().atMost(LONG).until(cutOff::isAlive);
    }
  }

  @Test
  void metricsAreWhatPrometheusReads() throws Exception {
    client.get("/api/runs/none");
    client.get("/api/nothing");

    var metrics = client.get("/metrics");

    assertThat(metrics.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain; version=0.0.4");
    assertThat(metrics.body())
        .contains(
            "jvm_memory_used_bytes{",
            "jvm_gc_",
            "jvm_threads_live_threads",
            "process_uptime_seconds")
        .contains(
            "stepwell_http_requests_seconds_count{method=\"GET\",route=\"/api/runs/{id}\",status=\"404\"} 1")
        .contains(
            "stepwell_http_requests_seconds_count{method=\"none\",route=\"none\",status=\"404\"} 1");
  }

  private UUID send(Record event) throws Exception {
    return stepwell.send(event).runIds().get(0);
  }

  /** The metrics, once they contain this. */
  private String metricsWith(String line) {
    return await()
        .atMost(LONG)
        .until(() -> client.get("/metrics").body(), body -> body.contains("\n" + line + "\n"));
  }

  @Test
  void functionsAreCountedFromTheBeginning() throws Exception {
    assertThat(client.get("/metrics").body())
        .contains("stepwell_runs_started_total{function=\"greet\"} 0.0");
    stepwell.await(send(new TestsFetchWanted("https://example.org", "")), LONG);
    stepwell.await(send(new TestsFetchWanted("", "")), LONG);

    assertThat(metricsWith("stepwell_run_duration_seconds_count{function=\"fetch\"} 2"))
        .contains(
            "stepwell_runs_started_total{function=\"fetch\"} 2.0",
            "stepwell_runs_ended_total{function=\"fetch\",status=\"completed\"} 1.0",
            "stepwell_runs_ended_total{function=\"fetch\",status=\"failed\"} 1.0",
            "stepwell_runs_ended_total{function=\"fetch\",status=\"cancelled\"} 0.0",
            "stepwell_steps_total{function=\"fetch\"} 2.0",
            "stepwell_attempts_failed_total{function=\"fetch\"} 3.0")
        .containsPattern("stepwell_run_duration_seconds_sum\\{function=\"fetch\"} [0-9.E-]*[1-9]");
  }

  @Test
  void whatThereIsToDoIsReadOnceInTenSeconds() throws Exception {
    await().atMost(LONG).until(() -> stepwell.insights().workers().size() == 1);
    metricsWith("stepwell_queue_waiting 0.0");
    assertThat(client.get("/metrics").body())
        .contains(
            "stepwell_queue_due 0.0", "stepwell_queue_running 0.0", "stepwell_workers_alive 1.0");
    UUID run = send(new TestsGreetingWanted("Ada", 600));
    await()
        .atMost(LONG)
        .until(() -> stepwell.runs().run(run).orElseThrow().status() == RunStatus.WAITING);

    clock.advance(Duration.ofSeconds(9));
    assertThat(client.get("/metrics").body()).contains("stepwell_queue_waiting 0.0");
    clock.advance(Duration.ofSeconds(1));
    metricsWith("stepwell_queue_waiting 1.0");
  }

  @Test
  void aDatabaseThatDoesNotAnswerLeavesTheOtherMetrics() throws Exception {
    metricsWith("stepwell_queue_due 0.0");

    gate.silence();
    clock.advance(Duration.ofSeconds(10));
    for (int scrape = 0; scrape < 2; scrape++) {
      assertThat(client.get("/metrics").body())
          .contains("stepwell_queue_due NaN", "stepwell_workers_alive NaN")
          .contains("stepwell_runs_started_total{function=\"greet\"} 0.0");
    }
    gate.open();
    metricsWith("stepwell_queue_due 0.0");

    gate.shut("no route to host");
    clock.advance(Duration.ofSeconds(10));
    metricsWith("stepwell_queue_due NaN");
    gate.open();
    clock.advance(Duration.ofSeconds(10));
    metricsWith("stepwell_queue_due 0.0");
  }

  @Test
  void theApplicationsRegistryIsUsedAndLeftToIt() throws Exception {
    StepwellMeters meters = StepwellMeters.bind(stepwell, registry);
    StepwellServer second = StepwellServer.start(
        stepwell, ServerSettings.defaults().port(0).metrics(MicrometerHttpMetrics.on(registry)));
    TestClient other = new TestClient(second.port());

    other.get("/health");
    client.assertProblem(other.get("/metrics"), 404, "there is nothing at /metrics");
    assertThat(registry.get("stepwell.worker.alive").gauge().value()).isEqualTo(1);
    second.close();
    meters.close();

    assertThat(registry
            .get("stepwell.http.requests")
            .tag("route", "/health")
            .timer()
            .count())
        .isEqualTo(1);
    assertThat(registry.getMeters())
        .extracting(meter -> meter.getId().getName())
        .containsOnly("stepwell.http.requests");
    assertThat(registry.isClosed()).isFalse();
  }
}
