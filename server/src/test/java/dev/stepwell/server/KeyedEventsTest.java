package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StoredEvent;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Events from Inngest's SDKs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyedEventsTest {
  @AutoClose
  private final TestServer server =
      new TestServer(ServerSettings.defaults().maxEventsPerRequest(3));

  private final Stepwell stepwell = server.stepwell();
  private final TestClient client = server.client();

  private static String wanted(String more) {
    return "{\"name\":\"tests/greeting.wanted\",\"data\":{\"name\":\"Ada\",\"seconds\":0}" + more
        + "}";
  }

  @Test
  void oneEventStartsItsRun() throws Exception {
    HttpResponse<String> response = client.post(
        "/e/local",
        wanted(",\"user\":{\"external_id\":\"u1\"},\"v\":null,\"ts\":1700000000123,\"more\":1"));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    JsonNode accepted = client.json(response);
    assertThat(accepted.path("status").asInt()).isEqualTo(200);
    assertThat(accepted.path("ids")).hasSize(1);
    String id = accepted.path("ids").path(0).asText();
    StoredEvent event = stepwell.runs().event(id).orElseThrow();
    assertThat(event.time()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_123L));
    UUID run = stepwell.runs().startedBy(id).get(0).id();
    assertThat(stepwell.await(run, Duration.ofSeconds(60)).status()).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void aListIsAcceptedInItsOrderAndAnIdOnce() throws Exception {
    String list = "[" + wanted(",\"id\":\"first\"") + "," + wanted(",\"id\":\"\"") + ","
        + wanted(",\"id\":\"third\"") + "]";

    JsonNode ids = client.json(client.post("/e/local", list)).path("ids");
    JsonNode again = client.json(client.post("/e/local", list)).path("ids");

    assertThat(ids.path(0).asText()).isEqualTo("first");
    assertThat(ids.path(1).asText()).isNotEmpty().isNotEqualTo(again.path(1).asText());
    assertThat(ids.path(2).asText()).isEqualTo("third");
    assertThat(stepwell.runs().startedBy("first")).hasSize(1);
  }

  @Test
  void dataMayBeLeftOut() throws Exception {
    for (String event :
        new String[] {"{\"name\":\"tests/bare\"}", "{\"name\":\"tests/bare\",\"data\":null}"}) {
      assertThat(client.post("/e/local", event).statusCode()).isEqualTo(200);
    }
  }

  private void assertRefused(HttpResponse<String> response, int status, String said)
      throws Exception {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    JsonNode refused = client.json(response);
    assertThat(refused.fieldNames()).toIterable().containsExactly("error", "status");
    assertThat(refused.path("status").asInt()).isEqualTo(status);
    assertThat(refused.path("error").asText()).contains(said);
  }

  @Test
  void problemsAreSaidAsThoseSdksReadThem() throws Exception {
    assertRefused(client.post("/e/local", "{"), 400, "not JSON");
    assertRefused(client.post("/e/local", ""), 400, "an event is an object with a name");
    assertRefused(client.post("/e/local", "[7]"), 400, "event 0: ");
    assertRefused(client.post("/e/local", wanted(",\"ts\":\"now\"")), 400, "milliseconds");
    assertRefused(client.post("/e/local", wanted(",\"ts\":1.5")), 400, "milliseconds");
    assertRefused(
        client.post("/e/local", wanted(",\"ts\":253402300800000")),
        400,
        "field ts must be from 1970-01-01T00:00:00Z to 9998-12-31");
    assertRefused(
        client.post("/e/local", wanted(",\"ts\":9223372036854775807")),
        400,
        "field ts must be from 1970-01-01T00:00:00Z to 9998-12-31");
    assertRefused(client.post("/e/local", wanted(",\"id\":7")), 400, "must be a string");
    assertRefused(
        client.post("/e/local", "{\"name\":\"tests/greeting.wanted\",\"data\":{\"seconds\":0}}"),
        400,
        "name is missing");
    String four = String.join(",", wanted(""), wanted(""), wanted(""), wanted(""));
    assertRefused(client.post("/e/local", "[" + four + "]"), 413, "3 events");
    assertRefused(client.get("/e/local"), 405, "POST");
    assertRefused(client.send("POST", "/e/local", wanted("")), 415, "application/json");
    assertRefused(
        client.post("/e/local", wanted(""), "Origin", "https://evil.example"), 403, "origin");
  }
}
