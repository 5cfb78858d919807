package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.runtime.Stepwell;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A search by text continues from page to page, and each page examines many runs. */
class RunSearchTest {
  private static final String OLD = "01900000-0000-7000-8000-00000000beef";

  /** The ids of all matches, and the number of requests. */
  private record Found(List<String> ids, int requests) {}

  private static Found search(TestClient client, String query) throws Exception {
    List<String> ids = new ArrayList<>();
    String before = "";
    int requests = 0;
    do {
      JsonNode page = client.json(client.get("/api/runs?" + query + before));
      ids.addAll(page.path("runs").findValuesAsText("id"));
      before = page.path("next").isNull() ? "" : "&before=" + page.path("next").asText();
      requests++;
    } while (!before.isEmpty());
    return new Found(ids, requests);
  }

  private static void fill(DataSource database) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("""
          insert into stepwell.event (id, name, data, time, accepted_at)
          values ('old', 'tests/old', '{"apiKey":"q9z8x7w6"}', now(), now())""");
      statement.execute("""
          insert into stepwell.run (id, function_id, event_id, status, error, created_at, started_at, ended_at)
          values ('%s', 'greet', 'old', 'failed',
            '{"type":"x.Odd","message":"an odd box with q9z8x7w6","attempts":0}', now(), now(), now())""".formatted(OLD));
      statement.execute("""
          insert into stepwell.run (id, function_id, event_id, status, created_at, started_at, ended_at)
          select ('01910000-' || lpad(to_hex(n / 65536), 4, '0') || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
            'greet', 'tick-' || n, 'completed', now(), now(), now()
          from generate_series(1, 45000) as n""");
    }
  }

  @Test
  void anOldRunIsFoundBelowManyNewerOnes() throws Exception {
    DataSource database = TestDatabases.fresh();
    try (Stepwell stepwell = Stepwell.on(database).start();
        StepwellServer server = StepwellServer.start(stepwell, 0)) {
      fill(database);
      TestClient client = new TestClient(server.port());
      for (String text : List.of("00BEEF", "old", "an ODD box", "x.odd", "with •••")) {
        Found found = search(client, "text=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
        assertThat(found.ids()).as(text).containsExactly(OLD);
        assertThat(found.requests()).as(text).isLessThanOrEqualTo(4);
      }
      assertThat(search(client, "text=q9z8").ids()).isEmpty();
      assertThat(search(client, "text=nowhere").requests())
          .isEqualTo(search(client, "text=q9z8x7w6").requests());
      assertThat(search(client, "limit=3&text=tick-77").ids()).hasSize(1 + 10 + 100 + 0);
    }
  }
}
