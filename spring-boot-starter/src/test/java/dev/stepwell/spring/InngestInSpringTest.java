package dev.stepwell.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stepwell.inngest.InngestEventSender;
import dev.stepwell.inngest.testserver.ServerRun;
import dev.stepwell.inngest.testserver.TestInngestServer;
import dev.stepwell.runtime.EventSender;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.codec.PayloadCodec;
import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.spring.onserver.GreetingApplication;
import dev.stepwell.spring.onserver.SpringGuestCame;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** An application that chooses an Inngest server: without a data source, with Boot's default security. */
@Timeout(180)
@DirtiesContext
@SpringBootTest(
    classes = GreetingApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "stepwell.backend=inngest",
      "stepwell.inngest.app-id=hotel",
      "stepwell.inngest.path=/calls",
      "stepwell.worker.enabled=true",
      "stepwell.encryption.enabled=true",
      "stepwell.encryption.keys.k1=AAECAwQFBgcICQoLDA0ODw==",
      "stepwell.encryption.matching-key=EBESExQVFhcYGRobHB0eHw==",
      "server.servlet.context-path=/desk"
    })
class InngestInSpringTest {
  private static final TestInngestServer SERVER = new TestInngestServer();

  @Autowired
  private ApplicationContext context;

  @Autowired
  private EventSender sender;

  @LocalServerPort
  private int port;

  @DynamicPropertySource
  static void server(DynamicPropertyRegistry registry) {
    registry.add("INNGEST_DEV", SERVER::origin);
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static void awaitRegistration() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(SERVER.registrations).isNotEmpty());
  }

  @Test
  void anEventIsSentToTheServerWhichCallsTheFunction() {
    awaitRegistration();

    sender.send(new SpringGuestCame("ann"));
    SERVER.advance(Duration.ofHours(1));

    ServerRun run = SERVER.run("hotel-greet");
    assertThat(run.status).isEqualTo("Completed");
    assertThat(run.event().toString()).contains("stepwell:encoded").doesNotContain("ann");
    String result = run.result.path("stepwell:encoded").asText();
    assertThat(context.getBean(PayloadCodec.class).decode(result)).isEqualTo("\"hello ann\"");
  }

  @Test
  void runsAreTracedAndReportedAsOnPostgres() {
    assertThat(context.getBeanNamesForType(Middleware.class))
        .contains("stepwellOpenTelemetryMiddleware", "stepwellSentryMiddleware");
  }

  @Test
  void theEndpointIsRegisteredBelowTheContextPath() {
    awaitRegistration();

    assertThat(SERVER.registrations.get(0).path("url").asText())
        .isEqualTo("http://localhost:" + port + "/desk/calls");
  }

  @Test
  void onlyTheEndpointIsOpen() throws Exception {
    assertThat(status("/calls")).isEqualTo(200);
    assertThat(status("/anything")).isEqualTo(401);
    assertThat(status("/stepwell")).isEqualTo(401);
  }

  private int status(String path) throws Exception {
    URI uri = URI.create("http://localhost:" + port + "/desk" + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void thereIsNeitherAStoreNorADataSource() {
    assertThat(sender).isInstanceOf(InngestEventSender.class);
    assertThat(context.getBeanNamesForType(Stepwell.class)).isEmpty();
    assertThat(context.getBeanNamesForType(DataSource.class)).isEmpty();
  }
}
