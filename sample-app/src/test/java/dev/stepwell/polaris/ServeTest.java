package dev.stepwell.polaris;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwell.dev.DevDatabase;
import dev.stepwell.polaris.agent.Model;
import dev.stepwell.polaris.agent.ScriptedChatModel;
import dev.stepwell.polaris.api.PolarisClient;
import dev.stepwell.polaris.api.PolarisServer;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a {@code polaris serve} process, and starts Polaris without its key. */
class ServeTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir
  Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final List<Process> servers = new ArrayList<>();

  @AfterEach
  void killServers() {
    servers.forEach(Process::destroyForcibly);
  }

  private void serve(int port) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve",
            "--port",
            Integer.toString(port),
            "--internal-port",
            "0")
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("serve" + servers.size() + ".log").toFile());
    builder.environment().remove("STEPWELL_DATABASE_URL");
    servers.add(builder.start());
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .until(() -> get(port, "/api/runs").path("runs").isArray());
  }

  private JsonNode get(int port, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return mapper.readTree(http.send(request, BodyHandlers.ofString()).body());
  }

  private String send(int port, String event) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + port + "/api/events"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(event))
        .build();
    JsonNode accepted =
        mapper.readTree(http.send(request, BodyHandlers.ofString()).body());
    return accepted.path("runs").path(0).asText();
  }

  private String status(int port, String run) throws Exception {
    return get(port, "/api/runs/" + run).path("run").path("status").asText();
  }

  @Test
  void aKilledServerGoesOnWhereItWas() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    serve(port);
    String run = send(
        port,
        "{\"name\":\"github/export.repo\",\"data\":{\"projectId\":\"none\",\"repoName\":\"r\",\"visibility\":\"PRIVATE\","
            + "\"githubToken\":\"t\"}}");
    await().atMost(LONG).until(() -> status(port, run).equals("failed"));
    String sleeping = send(
        port,
        "{\"name\":\"message/sent\",\"data\":{\"messageId\":\"m\",\"conversationId\":\"c\",\"projectId\":\"p\","
            + "\"message\":\"hello\"}}");

    servers.get(0).destroyForcibly().waitFor();
    serve(port);

    await().atMost(LONG).until(() -> status(port, sleeping).equals("failed"));
    JsonNode shown = get(port, "/api/runs/" + sleeping);
    assertThat(shown.path("steps").findValuesAsText("id"))
        .containsExactly("wait-for-database", "load-conversation");
    assertThat(shown.path("error").path("message").asText()).contains("there is no conversation c");
    assertThat(status(port, run)).isEqualTo("failed");
  }

  @Test
  void withoutItsKeyNoJobIsTriedTwiceAndTheApiAnswersNobody() throws Exception {
    Model model = new Model(new ScriptedChatModel(Duration.ZERO));
    try (DevDatabase database = DevDatabase.open(folder.resolve("postgres"));
        Polaris keyless = Polaris.start(
            database, new Polaris.Settings(URI.create("http://127.0.0.1:1"), 0, null, model))) {
      Run run = keyless
          .stepwell()
          .await(
              keyless
                  .stepwell()
                  .send(new GithubImportRepo("owner", "repo", "project", "token"))
                  .runIds()
                  .get(0),
              LONG);

      assertThat(run.status()).isEqualTo(RunStatus.FAILED);
      assertThat(requireNonNull(run.error()).stepId()).isEqualTo("check-configuration");
      assertThat(run.error().attempts()).isEqualTo(1);
      assertThat(run.error().message()).contains("POLARIS_INTERNAL_KEY is not set");

      try (PolarisServer guarded = PolarisServer.start(database.dataSource(), 0, "right")) {
        URI base = URI.create("http://127.0.0.1:" + guarded.port());
        HttpRequest bare =
            HttpRequest.newBuilder(base.resolve("/internal/projects/p")).build();
        assertThat(http.send(bare, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
        HttpRequest wrong = HttpRequest.newBuilder(base.resolve("/internal/projects/p"))
            .header("X-Internal-Key", "wrong")
            .build();
        assertThat(http.send(wrong, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
        PolarisClient right = new PolarisClient(base, "right");
        assertThat(right.createProject("p", "P").importStatus()).isEqualTo("idle");
      }
    }
  }
}
