package users.greeting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything runs on the module path: a run on Postgres, and the dashboard with the files of its WebJars. */
class ReceptionTest {
  @Test
  void aRunOnPostgresAndTheDashboard(@TempDir Path folder) throws Exception {
    try (Reception reception = Reception.open(folder)) {
      Run run = reception.welcome("Ada");

      assertEquals(RunStatus.COMPLETED, run.status(), run::toString);
      assertEquals(
          "{\"text\":\"Hello, Ada\",\"to\":[\"Ada\"]}", reception.decoded(run.output()));
      for (String path : List.of("/", "/assets/app.js", "/assets/webjars/lit/index.js")) {
        assertEquals(200, get(reception, path).statusCode(), path);
      }
      assertContains("greet", reception, "/api/runs");
      assertContains("completed", reception, "/api/runs/" + run.id());
      assertContains("users/guest.came", reception, "/api/events/" + run.eventId());
      assertContains("greet", reception, "/api/functions");
      assertContains("groups", reception, "/api/failures?minutes=60");
      assertContains("up", reception, "/health");
      assertContains("stepwell", reception, "/metrics");
    }
  }

  private static void assertContains(String text, Reception reception, String path)
      throws Exception {
    String body = get(reception, path).body();
    assertTrue(body.contains(text), () -> path + ": " + body);
  }

  private static HttpResponse<String> get(Reception reception, String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + reception.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }
}
