package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.server.metrics.MicrometerHttpMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API in a web application, at a path of that application. A subclass per servlet container starts it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MountedServletTests {
  /** The maximum number of threads of the container. */
  static final int THREADS = 12;

  private static final String MOUNT = "/ops/stepwell";

  /** A mount without asynchronous requests. */
  private static final String PLAIN = "/ops/plain";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Stepwell stepwell;
  private TestClient client;

  /** Starts a container with an application at {@code /ops}, and returns its port. */
  abstract int start(Application application) throws Exception;

  abstract void stop() throws Exception;

  /** The start-up of the application. */
  interface Application {
    void start(ServletContext context);
  }

  @BeforeAll
  void startAll() throws Exception {
    stepwell =
        Stepwell.on(TestDatabases.fresh()).register(new DurableGreetings()).start();
    ServerSettings settings = ServerSettings.defaults()
        .access(request -> !"nobody".equals(request.getHeader("X-User")))
        .login("ops", "correct horse")
        .metrics(MicrometerHttpMetrics.on(registry));
    int port = start(context -> {
      new StepwellServlet(stepwell, settings).addTo(context, "/stepwell");
      ServletRegistration.Dynamic plain =
          context.addServlet("plain", new StepwellServlet(stepwell, settings));
      plain.setAsyncSupported(false);
      plain.addMapping("/plain/*");
    });
    client = new TestClient(port);
  }

  @AfterAll
  void stopAll() throws Exception {
    stop();
    stepwell.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {MOUNT, PLAIN})
  void anEventIsAcceptedAndItsRunCanBeFollowed(String mount) throws Exception {
    HttpResponse<String> response = client.post(
        mount + "/api/events",
        "{\"name\":\"tests/greeting.wanted\",\"data\":{\"name\":\"Ada\",\"seconds\":0}}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    UUID run = UUID.fromString(client.json(response).path("runs").path(0).asText());
    assertThat(stepwell.await(run, Duration.ofSeconds(60)).status()).isEqualTo(RunStatus.COMPLETED);
    JsonNode shown = client.json(client.get(mount + "/api/runs/" + run));
    assertThat(shown.path("run").path("status").asText()).isEqualTo("completed");
    assertThat(client.get(mount + "/ready").statusCode()).isEqualTo(200);
    assertThat(client.post(mount + "/e/any", "{\"name\":\"tests/x\"}").statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {MOUNT, PLAIN})
  void problemsAreSaidInItsOwnWay(String mount) throws Exception {
    client.assertProblem(
        client.get(mount + "/api/nothing"), 404, "there is nothing at " + mount + "/api/nothing");
    client.assertProblem(
        client.send("DELETE", mount + "/api/runs", ""), 405, "accepts GET, HEAD, not DELETE");
    client.assertProblem(
        client.get(mount + "/api/runs", "X-User", "nobody"), 401, "POST " + mount + "/api/login");
    client.assertProblem(
        client.get(mount + "/api/runs", "Origin", "http://evil.example"), 403, "another origin");
    client.assertProblem(client.post(mount + "/api/events", "{"), 400, "not JSON");
  }

  @Test
  void theCookieOfALoginIsForTheMountOnly() throws Exception {
    HttpResponse<String> login = client.post(
        MOUNT + "/api/login",
        "{\"user\":\"ops\",\"password\":\"correct horse\"}",
        "X-User",
        "nobody");

    String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie)
        .contains("Path=/ops/stepwell;", "HttpOnly", "SameSite=Strict")
        .doesNotContain("Secure");
    assertThat(client
            .get(MOUNT + "/api/runs", "X-User", "nobody", "Cookie", cookie.split(";", 2)[0])
            .statusCode())
        .isEqualTo(200);
  }

  @Test
  void thePathOfTheMountLeadsToThePage() throws Exception {
    HttpResponse<String> response = client.get(MOUNT);

    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(response.headers().firstValue("Location").orElseThrow()).endsWith("/ops/stepwell/");
  }

  @Test
  void theDashboardKnowsWhereItIsMounted() throws Exception {
    assertThat(client.get(MOUNT + "/runs").body()).contains("<base href=\"/ops/stepwell/\">");
    assertThat(client.get(MOUNT + "/assets/webjars/lit/index.js").statusCode()).isEqualTo(200);
  }

  @Test
  void headIsAnsweredAsGetIsWithoutABody() throws Exception {
    HttpResponse<String> response = client.send("HEAD", MOUNT + "/health", "");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    assertThat(client.send("HEAD", MOUNT + "/api/runs/none", "").statusCode()).isEqualTo(404);
  }

  @Test
  void streamsWorkAndAreNotTimed() throws Exception {
    HttpURLConnection connection =
        (HttpURLConnection) client.uri(MOUNT + "/api/live/runs").toURL().openConnection();
    connection.setReadTimeout(TestClient.PATIENCE_MILLIS);
    try (BufferedReader lines = new BufferedReader(
        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(connection.getContentType()).startsWith("text/event-stream");
      assertThat(lines.lines().anyMatch("event: snapshot"::equals)).isTrue();
    } finally {
      connection.disconnect();
    }

    client.get(MOUNT + "/health");
    assertThat(registry
            .get("stepwell.http.requests")
            .tag("route", "/health")
            .timer()
            .count())
        .isPositive();
    assertThat(registry
            .find("stepwell.http.requests")
            .tag("route", "/api/live/runs")
            .timer())
        .as("how long somebody looked on is no duration of a request")
        .isNull();
  }

  @Test
  void noMeterHasANameOfOthers() throws Exception {
    client.get(MOUNT + "/api/runs");

    assertThat(registry.getMeters())
        .isNotEmpty()
        .allMatch(meter -> meter.getId().getName().startsWith("stepwell."));
  }

  @Test
  void halfSentBodiesHoldNoThreads() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 4 * THREADS; i++) {
        Socket socket = client.connect();
        sockets.add(socket);
        String head = "POST " + MOUNT + "/api/login HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"use";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      }

      assertThat(client.get(MOUNT + "/health").statusCode()).isEqualTo(200);
      assertThat(client.post(MOUNT + "/e/any", "{\"name\":\"tests/x\"}").statusCode())
          .isEqualTo(200);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void readersThatDoNotReadHoldNoThreads() throws Exception {
    String request = "GET " + MOUNT + "/api/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 4 * THREADS; i++) {
        Socket socket = client.connect();
        sockets.add(socket);
        socket.getOutputStream().write(request.repeat(60).getBytes(StandardCharsets.US_ASCII));
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> {
        for (Socket socket : sockets) {
          if (socket.getInputStream().available() == 0) {
            return false;
          }
        }
        return true;
      });

      for (int i = 0; i < 10; i++) {
        assertThat(client.get(MOUNT + "/health").statusCode()).isEqualTo(200);
        assertThat(client.get(MOUNT + "/api/runs").statusCode()).isEqualTo(200);
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {MOUNT, PLAIN})
  void aLargeEventComesAndGoes(String mount) throws Exception {
    String large = "ü".repeat(2_000_000);
    String id = "large" + mount;

    HttpResponse<String> sent = client.post(
        mount + "/api/events",
        "{\"id\":\"" + id + "\",\"name\":\"tests/large\",\"data\":{\"a\":\"" + large + "\"}}");

    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
    JsonNode shown = client.json(client.get(mount + "/api/event?id=" + id));
    assertThat(shown.path("data").path("a").asText()).isEqualTo(large);
  }
}
