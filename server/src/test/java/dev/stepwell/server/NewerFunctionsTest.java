package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.model.FunctionDescription;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.postgres.PostgresStore;
import dev.stepwell.runtime.time.DatabaseClock;
import java.net.http.HttpResponse;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A server in addition to workers of a later version. */
class NewerFunctionsTest {
  private static final StoredFunction NEWER = new StoredFunction(
      "newer",
      List.of("tests/newer"),
      "event.data.key.matches('x')",
      List.of(),
      List.of(),
      false,
      List.of(),
      null,
      null,
      FunctionDescription.NONE);

  @Test
  void anEventOfAConditionThatCannotBeReadIsToBeSentAgain() throws Exception {
    DataSource database = TestDatabases.fresh();
    try (PostgresStore newer = new PostgresStore(database, new DatabaseClock(), new Json())) {
      newer.functions().publish(List.of(NEWER));
    }
    try (Stepwell stepwell = Stepwell.on(database).start();
        StepwellServer server = StepwellServer.start(stepwell, 0)) {
      TestClient client = new TestClient(server.port());

      HttpResponse<String> refused =
          client.post("/api/events", "{\"name\":\"tests/newer\",\"data\":{\"key\":\"x\"}}");

      client.assertProblem(
          refused, 503, "this server is too old to evaluate a condition on this event");
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(refused.body()).doesNotContain("matches");
      assertThat(client
              .post("/api/events", "{\"name\":\"tests/other\",\"data\":{}}")
              .statusCode())
          .isEqualTo(202);
    }
  }
}
