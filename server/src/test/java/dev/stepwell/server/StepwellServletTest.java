package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.RunStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The API within a web application, at a path of that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StepwellServletTest {
  private static final String MOUNT = "/ops/stepwell";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Server jetty = new Server();
  private Stepwell stepwell;
  private TestClient client;

  @BeforeAll
  void start() throws Exception {
    stepwell =
        Stepwell.on(TestDatabases.fresh()).register(new DurableGreetings()).start();
    HttpApi api = new HttpApi(
        stepwell,
        ServerSettings.defaults()
            .access(request -> !"nobody".equals(request.getHeader("X-User")))
            .login("ops", "correct horse")
            .meterRegistry(registry));
    api.servlet().getCfg().routes.sse("/stream", stream -> {
      stream.sendEvent("greeting", "hello from " + stream.ctx().contextPath());
      stream.close();
    });
    ServerConnector connector = new ServerConnector(jetty);
    connector.setHost("127.0.0.1");
    jetty.addConnector(connector);
    ServletContextHandler application = new ServletContextHandler("/ops");
    application.addServletContainerInitializer(
        (classes, context) -> new StepwellServlet(api).addTo(context, "/stepwell"));
    jetty.setHandler(application);
    jetty.start();
    client = new TestClient(connector.getLocalPort());
  }

  @AfterAll
  void stop() throws Exception {
    jetty.stop();
    stepwell.close();
  }

  @Test
  void anEventIsAcceptedAndItsRunCanBeFollowed() throws Exception {
    HttpResponse<String> response = client.post(
        MOUNT + "/api/events",
        "{\"name\":\"tests/greeting.wanted\",\"data\":{\"name\":\"Ada\",\"seconds\":0}}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    UUID run = UUID.fromString(client.json(response).path("runs").path(0).asText());
    assertThat(stepwell.await(run, Duration.ofSeconds(60)).status()).isEqualTo(RunStatus.COMPLETED);
    JsonNode shown = client.json(client.get(MOUNT + "/api/runs/" + run));
    assertThat(shown.path("run").path("status").asText()).isEqualTo("completed");
    assertThat(client.get(MOUNT + "/ready").statusCode()).isEqualTo(200);
    assertThat(client.post(MOUNT + "/e/any", "{\"name\":\"tests/x\"}").statusCode())
        .isEqualTo(200);
  }

  @Test
  void problemsAreSaidInItsOwnWay() throws Exception {
    client.assertProblem(
        client.get(MOUNT + "/api/nothing"), 404, "there is nothing at /ops/stepwell/api/nothing");
    client.assertProblem(
        client.send("DELETE", MOUNT + "/api/runs", ""), 405, "takes GET, HEAD, and not DELETE");
    client.assertProblem(
        client.get(MOUNT + "/api/runs", "X-User", "nobody"), 401, "POST /ops/stepwell/api/login");
    client.assertProblem(
        client.get(MOUNT + "/api/runs", "Origin", "http://evil.example"), 403, "another origin");
  }

  @Test
  void theCookieOfALoginIsForTheMountOnly() throws Exception {
    HttpResponse<String> login = client.post(
        MOUNT + "/api/login",
        "{\"user\":\"ops\",\"password\":\"correct horse\"}",
        "X-User",
        "nobody");

    String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("Path=/ops/stepwell;");
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
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(client.send("HEAD", MOUNT + "/api/runs/none", "").statusCode()).isEqualTo(404);
  }

  @Test
  void streamsWork() throws Exception {
    HttpResponse<String> response = client.get(MOUNT + "/stream", "Accept", "text/event-stream");

    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    assertThat(response.body()).contains("event: greeting", "data: hello from /ops/stepwell");
    assertThat(registry.find("http.server.requests").tag("route", "/stream").timer())
        .as("how long somebody looked on is no duration of a request")
        .isNull();
  }

  @Test
  void somebodyHasToDecideWhoMay() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StepwellServlet(stepwell, ServerSettings.defaults()));
  }
}
