package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.RunStatus;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Malicious or meaningless requests: each gets a status that shows whether the client or the server is at fault. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsTest {
  private static final List<String> VALUES = List.of(
      "",
      " ",
      "\0",
      "a\0b",
      "..",
      ".",
      "a/",
      "/",
      "%2F",
      "+",
      "%",
      "ünï-✓-日本",
      "'; drop table x; --",
      "1e2147483648",
      "-1",
      "0",
      "99999999999999999999",
      "NaN",
      "null",
      "true",
      "[]",
      "{}",
      "\"",
      "9999999-01-01T00:00:00Z",
      "-9999-01-01T00:00:00Z",
      "+294277-01-01T00:00:00Z",
      "1969-12-31T23:59:59Z",
      "9999-12-31T23:59:59.999999999Z",
      "2026-02-30T00:00:00Z",
      "2026-01-01T00:00:00Z/x",
      "+999999999-12-31T23:59:59Z/x",
      "00000000-0000-0000-0000-000000000000",
      "ffffffff-ffff-ffff-ffff-ffffffffffff",
      "x".repeat(5_000),
      "\uFFFD",
      "a\r\nb",
      "<script>",
      "${x}",
      "\\");

  private static final List<String> BODIES = List.of(
      "",
      "null",
      "7",
      "\"x\"",
      "[]",
      "{}",
      "{",
      "[[]]",
      "{\"a\":1,\"a\":2}",
      "{\"x\": 1e2147483648}",
      "\0",
      "[null]",
      "{\"runs\":null}",
      "{\"runs\":[null]}",
      "{\"runs\":[7]}",
      "{\"dryRun\":\"yes\"}",
      "{\"dryRun\":{}}",
      "{\"dryRun\":null,\"all\":true}",
      "{\"all\":1}",
      "{\"function\":7}",
      "{\"function\":{\"a\":1},\"dryRun\":true}",
      "{\"text\":\"\\u0000\",\"dryRun\":true}",
      "{\"from\":\"-9999-01-01T00:00:00Z\",\"dryRun\":true}",
      "{\"name\":\"x/y\",\"data\":{\"x\":1e2147483648}}",
      "{\"name\":\"x/y\",\"data\":{\"x\":1e-2147483648}}",
      "{\"name\":\"x/y\",\"data\":{\"x\":1E999999999}}",
      "{\"name\":\"x/y\",\"data\":[]}",
      "{\"name\":\"x/y\",\"data\":null}",
      "{\"name\":null}",
      "{\"name\":\"\\u0000/y\",\"data\":{}}",
      "{\"name\":\"x/y\",\"id\":\"\\u0000\"}",
      "{\"name\":\"x/y\",\"id\":\"\\ud800\"}",
      "{\"name\":\"x/y\",\"data\":{\"a\":\"\\ud800\"}}",
      "{\"name\":\"x/y\",\"data\":{\"a\":\"\\u0000\"}}",
      "{\"name\":\"x/y\",\"time\":\"+999999999-01-01T00:00:00Z\"}",
      "{\"name\":\"x/y\",\"ts\":9223372036854775807}",
      "{\"name\":\"x/y\",\"ts\":-1}",
      "{\"fromStep\":7}",
      "{\"fromStep\":\"\\u0000\"}",
      "{\"user\":7,\"password\":[]}",
      "[".repeat(3_000),
      "{\"name\":\"x/y\",\"data\":" + "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000) + "}",
      "{\"name\":\"tests/greeting.wanted\",\"data\":{\"name\":\"a\",\"seconds\":99999999999}}",
      "{\"name\":\"tests/greeting.wanted\",\"data\":{\"name\":7}}");

  @AutoClose
  private final TestServer server = new TestServer();

  private final Stepwell stepwell = server.stepwell();
  private final TestClient client = server.client();

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The status of a request that none of our clients would send, and that ends before the wait does. */
  private String status(String request) throws Exception {
    try (Socket socket = client.connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0 && b != '\r'; b = in.read()) {
        line.write(b);
      }
      return line.toString(StandardCharsets.UTF_8);
    }
  }

  private void assertAnswered(String request) throws Exception {
    assertThat(status(request)).as(request).matches("HTTP/1.1 (2|3|4)\\d\\d.*");
  }

  private static String request(String method, String path, String body) {
    return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + "Content-Type: application/json\r\nContent-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
  }

  /** The paths and parameters of the description, each with each value. */
  @Test
  void noRouteFailsWhateverItIsAskedWith() throws Exception {
    JsonNode paths = client.json(client.get("/api/openapi.json")).path("paths");
    UUID run = server.greet("hostile", 0);
    for (var path : paths.properties()) {
      if (path.getKey().startsWith("/api/live/")) {
        continue;
      }
      for (var method : path.getValue().properties()) {
        for (String request : requests(path.getKey(), method.getKey(), method.getValue(), run)) {
          assertAnswered(request);
        }
      }
    }
    assertThat(client.get("/health").statusCode()).isEqualTo(200);
  }

  private static List<String> requests(String path, String method, JsonNode described, UUID run) {
    List<String> requests = new ArrayList<>();
    String verb = method.toUpperCase(java.util.Locale.ROOT);
    String real =
        path.replace("{id}", run.toString()).replace("{step}", "think").replace("{key}", "k");
    for (String value : VALUES) {
      if (path.contains("{")) {
        requests.add(
            request(verb, path.replaceAll("\\{\\w+}", encoded(value).replace("%", "\\%")), "{}"));
      }
      for (JsonNode parameter : described.path("parameters")) {
        String name = parameter.path("name").asText();
        requests.add(request(verb, real + "?" + name + "=" + encoded(value), ""));
      }
    }
    if (verb.equals("POST")) {
      BODIES.forEach(body -> requests.add(request(verb, real, body)));
    }
    requests.add(request(verb, real + "?%zz", ""));
    requests.add(request(verb, real + "?limit=1&limit=2", ""));
    return requests;
  }

  /** Bodies of random bytes, the same in every run. */
  @Test
  void noRouteFailsWhateverBytesItIsSent() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 100; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      String body = new String(bytes, StandardCharsets.UTF_8);
      for (String path : List.of("/api/events", "/e/k", "/api/runs/cancel", "/api/login")) {
        assertAnswered(request("POST", path, body));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"dryRun\": \"yes\", \"function\": \"greet\"}",
        "{\"dryRun\": {}}",
        "{\"dryRun\": {}, \"function\": \"greet\"}",
        "{\"dryRun\": 1, \"all\": true}",
        "{\"dryRun\": null, \"all\": true}",
        "{\"dryrun\": true, \"function\": \"greet\"}",
        "{}",
        "",
        "{\"dryRun\": true}",
        "{\"all\": false}",
        "{\"all\": \"true\"}",
        "{\"all\": true, \"function\": \"greet\"}",
        "{\"runs\": [], \"all\": true}",
        "{\"function\": [\"greet\"]}",
        "{\"function\": null}",
        "{\"status\": {}}",
        "{\"function\": \"greet\", \"function\": \"fetch\"}",
        "{\"function\": \"\"}",
        "{\"function\": \" \"}",
        "{\"status\": \"\"}",
        "{\"status\": \",\"}",
        "{\"status\": \" , ,\"}",
        "{\"text\": \"\\t\"}",
        "{\"event\": \"\", \"dryRun\": false}",
        "{\"from\": \"\"}",
        "{\"function\": \"greet\", \"limit\": 5}",
        "[]",
        "null",
        "{\"runs\": \"all\"}",
        "{\"runs\": {\"0\": \"x\"}}",
        "{\"function\": \"greet\"} {\"dryRun\": true}"
      })
  void whatIsMalformedChangesNothing(String body) throws Exception {
    UUID run = server.greet("kept", 3_600);

    for (String action : List.of("cancel", "rerun")) {
      HttpResponse<String> response = client.post("/api/runs/" + action, body);
      client.assertProblem(response, 400, "");
    }

    assertThat(stepwell.runs().run(run).orElseThrow().status()).isNotEqualTo(RunStatus.CANCELLED);
    stepwell.cancel(run);
  }

  /** A parameter at the wrong place is refused, because the request would do more than its sender meant. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /api/runs/cancel?dryRun=true {\"all\":true}",
        "POST /api/runs/rerun?dryRun=true {\"all\":true}",
        "POST /api/runs/cancel?function=other {\"all\":true}",
        "POST /api/runs/{run}/cancel?dryRun {}",
        "POST /api/runs/{run}/rerun?fromStep=think {}",
        "POST /api/functions/greet/pause?dryRun=1 {}",
        "POST /api/functions/greet/retire?dryRun=1 {}",
        "POST /api/events?dryRun=true {\"name\":\"tests/refused\"}",
        "DELETE /api/events/later-1?dryRun=true {}",
        "DELETE /api/events/later-1 {\"dryRun\":true}",
        "POST /api/logout?x= {}",
        "POST /api/logout {\"x\":1}"
      })
  void aQueryIsRefusedWhereTheBodyCounts(String request) throws Exception {
    UUID run = server.greet("kept", 3_600);
    String[] parts = request.replace("{run}", run.toString()).split(" ", 3);

    client.assertProblem(
        client.send(parts[0], parts[1], parts[2], "Content-Type", "application/json"), 400, "");

    assertThat(stepwell.runs().run(run).orElseThrow().status()).isNotEqualTo(RunStatus.CANCELLED);
    assertThat(stepwell.runs().lastEvent("tests/refused")).isEmpty();
    stepwell.cancel(run);
  }

  @Test
  void allRunsAreMeantByAllOnly() throws Exception {
    server.greet("one of all", 3_600);

    HttpResponse<String> dry = client.post("/api/runs/cancel", "{\"all\": true, \"dryRun\": true}");
    assertThat(client.json(dry).path("matching").asInt()).as(dry.body()).isPositive();
    assertThat(client.json(dry).path("changed").asInt()).isZero();
    HttpResponse<String> done = client.post("/api/runs/cancel", "{\"all\": true}");
    assertThat(client.json(done).path("changed").asInt()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..", ".", "a/", "/", "//", "a/../b", "%2F", "+", " x ", "?#&=", "ünï ✓", "..%2f", "x;y=z",
        "\\", "a+b c", "%00"
      })
  void anEventIsOpenedWhateverItsId(String id) throws Exception {
    stepwell.sendJson("tests/odd", "{\"odd\":true}", id);

    HttpResponse<String> response = client.get("/api/event?id=" + encoded(id));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(client.json(response).path("id").asText()).isEqualTo(id);
    if (!id.matches("\\.\\.?|.*\\.\\..*|.*[;\\\\].*|/+")) {
      HttpResponse<String> byPath = client.get("/api/events/" + encoded(id));
      assertThat(byPath.statusCode()).as(byPath.body()).isEqualTo(200);
      assertThat(client.json(byPath).path("id").asText()).isEqualTo(id);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1e309", "1.8e308", "[1e5, {\"y\": 18E+307}]", "LONG"})
  void aNumberThatNoDoubleHoldsIsRefused(String value) throws Exception {
    String event =
        "{\"name\":\"tests/huge\",\"data\":{\"x\":" + value.replace("LONG", "9".repeat(400)) + "}}";

    for (String path : List.of("/api/events", "/e/k")) {
      HttpResponse<String> response = client.post(path, event);
      assertThat(response.statusCode()).as(path).isEqualTo(400);
      assertThat(response.body()).contains("field data/x", "a double can hold");
    }
    assertThat(stepwell.runs().lastEvent("tests/huge")).isEmpty();
    String largest = event.replaceFirst("\"x\":.*", "\"x\":[1.7976931348623157e308,1e-400]}}");
    assertThat(client.post("/e/k", largest.replace("huge", "large")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void numbersAreStoredAsTheyWereSent() throws Exception {
    String data = "{\"a\":1.10,\"b\":12345678901234567890,\"c\":1e5,\"d\":-0.0,\"e\":1E-7}";

    assertThat(client
            .post(
                "/api/events",
                "{\"id\":\"numbers\",\"name\":\"tests/numbers\",\"data\":" + data + "}")
            .statusCode())
        .isEqualTo(202);

    assertThat(stepwell.runs().event("numbers").orElseThrow().data()).isEqualTo(data);
    client.assertProblem(
        client.post(
            "/api/events", "{\"name\":\"tests/numbers\",\"data\":{\"x\":{\"y\":[1e2147483648]}}}"),
        400,
        "field data/x/y/0",
        "exponent");
  }
}
