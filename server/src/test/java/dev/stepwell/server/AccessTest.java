package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.server.http.SecurityHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The access rules over real HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
  private static final String EVENT = "{\"name\":\"tests/unheard\",\"data\":{}}";
  private static final String LOGIN = "{\"user\":\"ops\",\"password\":\"correct horse\"}";
  private static final String WRONG = "{\"user\":\"ops\",\"password\":\"battery staple\"}";
  private static final String KEY = "0123456789abcdef";

  private final ServerClock clock = new ServerClock();
  private final ServerSettings open = ServerSettings.defaults().port(0).clock(clock);
  private final ServerSettings locked = open.login("ops", "correct horse").apiKeys(KEY, KEY + "2");
  private final List<StepwellServer> servers = new ArrayList<>();
  private Stepwell stepwell;

  @BeforeAll
  void start() {
    stepwell = Stepwell.on(TestDatabases.fresh()).start();
  }

  @AfterAll
  void stop() {
    stepwell.close();
  }

  private TestClient serve(ServerSettings settings) {
    StepwellServer server = StepwellServer.start(stepwell, settings);
    servers.add(server);
    return new TestClient(server.port());
  }

  @AfterEach
  void close() {
    servers.forEach(StepwellServer::close);
    servers.clear();
  }

  private static String cookie(TestClient client) throws Exception {
    HttpResponse<String> response = client.post("/api/login", LOGIN);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  @Test
  void onLoopbackEverythingIsOpenToThisMachine() throws Exception {
    TestClient client = serve(open);

    assertThat(client.post("/api/events", EVENT).statusCode()).isEqualTo(202);
    assertThat(client.get("/api/runs").statusCode()).isEqualTo(200);
    assertThat(client.get("/metrics").statusCode()).isEqualTo(200);
    JsonNode session = client.json(client.get("/api/session"));
    assertThat(session.toString())
        .isEqualTo("{\"user\":null,\"loginNeeded\":false,\"mayDecode\":false}");
    client.assertProblem(client.post("/api/login", LOGIN), 409, "this server has no login");
    assertThat(
            client.raw("GET /api/runs HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 403")
        .contains("loopback");
  }

  @Test
  void aKeyOpensTheSendingOfEventsAndNothingElse() throws Exception {
    TestClient client = serve(locked);
    String[][] keys = {{"Authorization", "Bearer " + KEY}, {"x-api-key", KEY + "2"}};

    for (String[] key : keys) {
      assertThat(client.post("/api/events", EVENT, key).statusCode()).isEqualTo(202);
      assertThat(client.post("/e/any", EVENT, key).statusCode()).isEqualTo(200);
      assertThat(client.get("/metrics", key).statusCode()).isEqualTo(200);
      for (String path : new String[] {"/api/runs", "/api/functions", "/api/openapi.json"}) {
        HttpResponse<String> refused = client.get(path, key);
        client.assertProblem(refused, 401, "log in");
        assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
      }
      client.assertProblem(client.post("/api/runs/x/cancel", "{}", key), 401, "log in");
    }
    assertThat(client.post("/e/" + KEY, EVENT).statusCode()).isEqualTo(200);
  }

  @Test
  void whoHasNeitherKeyNorSessionIsRefused() throws Exception {
    TestClient client = serve(locked);

    client.assertProblem(client.post("/api/events", EVENT), 401, "give an API key");
    client.assertProblem(
        client.post("/api/events", EVENT, "X-Api-Key", KEY + "3"), 401, "give an API key");
    client.assertProblem(
        client.post("/api/events", EVENT, "Authorization", "Basic " + KEY), 401, "API key");
    HttpResponse<String> byPath = client.post("/e/" + KEY + "3", EVENT);
    assertThat(byPath.statusCode()).isEqualTo(401);
    assertThat(client.json(byPath).path("status").asInt()).isEqualTo(401);
    client.assertProblem(client.get("/metrics"), 401, "give an API key");
    client.assertProblem(client.get("/api/runs"), 401, "log in");
    client.assertProblem(client.get("/api/runs/"), 401, "log in");
    assertThat(client.send("HEAD", "/api/runs", "").statusCode()).isEqualTo(401);
    assertThat(client.json(client.get("/api/session")).toString())
        .isEqualTo("{\"user\":null,\"loginNeeded\":true,\"mayDecode\":false}");
    for (String path : new String[] {"/%61pi/runs", "/api//runs", "/api/./runs", "/api/runs;a=b"}) {
      assertThat(client.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
          .as(path)
          .containsPattern("^HTTP/1.1 (400|401|404)");
    }
  }

  @Test
  void aSessionOpensEverythingUntilItEnds() throws Exception {
    TestClient client = serve(locked);
    String cookie = cookie(client);

    assertThat(client.get("/api/runs", "Cookie", cookie).statusCode()).isEqualTo(200);
    assertThat(client.get("/metrics", "Cookie", cookie).statusCode()).isEqualTo(200);
    assertThat(client.post("/api/events", EVENT, "Cookie", cookie).statusCode()).isEqualTo(202);
    assertThat(client.json(client.get("/api/session", "Cookie", cookie)).toString())
        .isEqualTo("{\"user\":\"ops\",\"loginNeeded\":false,\"mayDecode\":false}");

    HttpResponse<String> out = client.post("/api/logout", "", "Cookie", cookie);
    assertThat(out.statusCode()).isEqualTo(204);
    assertThat(out.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("Expires=Thu, 01 Jan 1970");
    client.assertProblem(client.get("/api/runs", "Cookie", cookie), 401, "log in");
    String second = cookie(client);
    clock.advance(Duration.ofHours(12));
    client.assertProblem(client.get("/api/runs", "Cookie", second), 401, "log in");
  }

  @Test
  void theCookieIsForThisServerAndNotForScripts() throws Exception {
    TestClient client = serve(locked.basePath("/ops/stepwell").trustForwarded());

    String plain = client
        .post("/ops/stepwell/api/login", LOGIN)
        .headers()
        .firstValue("Set-Cookie")
        .orElseThrow();
    String secure = client
        .post("/ops/stepwell/api/login", LOGIN, "X-Forwarded-Proto", "https")
        .headers()
        .firstValue("Set-Cookie")
        .orElseThrow();

    assertThat(plain)
        .contains("; HttpOnly", "; SameSite=Strict", "; Path=/ops/stepwell;", "; Max-Age=43200")
        .doesNotContain("Secure");
    assertThat(secure).contains("; Secure");
    assertThat(client
            .get("/ops/stepwell/api/runs", "Cookie", plain.split(";", 2)[0])
            .statusCode())
        .isEqualTo(200);
  }

  @Test
  void whoGuessesPasswordsIsSlowedDownAndWhoKnowsThemIsNot() throws Exception {
    TestClient client = serve(locked);
    for (int i = 0; i < 5; i++) {
      client.assertProblem(client.post("/api/login", WRONG), 401, "user or the password");
    }

    HttpResponse<String> slowed = client.post("/api/login", WRONG);

    client.assertProblem(slowed, 429, "wait");
    assertThat(slowed.headers().firstValue("Retry-After")).contains("60");
    assertThat(cookie(client)).as("a correct password").startsWith("stepwell-session=");
    clock.advance(Duration.ofSeconds(60));
    client.assertProblem(client.post("/api/login", WRONG), 401, "user or the password");
  }

  @Test
  void oneNetworkOfAddressesIsOneGuesser() throws Exception {
    TestClient client = serve(locked.trustForwarded());
    int slowed = 0;
    for (int i = 0; i < 12; i++) {
      String address = "2001:db8:1:2:" + i + "::" + i;
      slowed +=
          client.post("/api/login", WRONG, "X-Forwarded-For", address).statusCode() == 429 ? 1 : 0;
    }

    assertThat(slowed).isEqualTo(7);
    client.assertProblem(
        client.post("/api/login", WRONG, "X-Forwarded-For", "2001:db8:1:3::1"), 401, "wrong");
  }

  @Test
  void aBrowserThatHasLoggedInBeforeIsCountedByItself() throws Exception {
    TestClient client = serve(locked);
    String device = client.post("/api/login", LOGIN).headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith("stepwell-device="))
        .findFirst()
        .orElseThrow()
        .split(";", 2)[0];
    for (int i = 0; i < 6; i++) {
      client.post("/api/login", WRONG);
    }

    client.assertProblem(client.post("/api/login", WRONG), 429, "wait");
    client.assertProblem(client.post("/api/login", WRONG, "Cookie", device), 401, "wrong");
    client.assertProblem(client.post("/api/login", WRONG, "Cookie", device + "x"), 429, "wait");
  }

  @Test
  void aSessionIsValidOnEveryReplica() throws Exception {
    String cookie = cookie(serve(locked));
    TestClient replica = serve(locked);
    TestClient rotated = serve(locked.sessionSecret("another secret of 16"));

    assertThat(replica.get("/api/runs", "Cookie", cookie).statusCode()).isEqualTo(200);
    client401(rotated, cookie);
    client401(serve(open.login("ops", "another password").apiKeys(KEY)), cookie);
  }

  private static void client401(TestClient client, String cookie) throws Exception {
    client.assertProblem(client.get("/api/runs", "Cookie", cookie), 401, "log in");
  }

  @Test
  void onlyHostsThatAreAllowedAreAnswered() throws Exception {
    TestClient client = serve(open.allowedHosts("Ops.example", "127.0.0.1"));

    for (String host : new String[] {"ops.example", "OPS.example:8288", "127.0.0.1:1"}) {
      assertThat(status(client, host)).as(host).startsWith("HTTP/1.1 200");
    }
    for (String host :
        new String[] {"evil.example", "localhost", "ops.example.evil", "x:ops.example"}) {
      assertThat(status(client, host)).as(host).containsPattern("^HTTP/1.1 (403|400)");
    }
    for (String probe : new String[] {"/health", "/ready"}) {
      assertThat(client.raw(
              "GET " + probe + " HTTP/1.1\r\nHost: 10.0.0.7:8288\r\nConnection: close\r\n\r\n"))
          .as("a probe names an address")
          .startsWith("HTTP/1.1 200");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> open.allowedHosts("http://x"));
  }

  private static String status(TestClient client, String host) throws Exception {
    return client.raw("GET /api/runs HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }

  @Test
  void onlyUsersLearnTheNamesOfEvents() throws Exception {
    try (Stepwell listening =
        Stepwell.on(TestDatabases.fresh()).register(new DurableGreetings()).start()) {
      StepwellServer server = StepwellServer.start(listening, locked);
      servers.add(server);
      TestClient client = new TestClient(server.port());

      HttpResponse<String> byKey = client.post("/api/events", EVENT, "X-Api-Key", KEY);
      HttpResponse<String> byUser = client.post("/api/events", EVENT, "Cookie", cookie(client));

      assertThat(byKey.body()).contains("no function listens").doesNotContain("greeting");
      assertThat(byUser.body()).contains("tests/greeting.wanted");
    }
  }

  @Test
  void aLoginThatIsNoneIsToldWhatToGive() throws Exception {
    TestClient client = serve(locked);

    client.assertProblem(client.post("/api/login", "{\"user\":\"ops\"}"), 400, "password");
    client.assertProblem(client.post("/api/login", "[]"), 400, "password");
    client.assertProblem(client.post("/api/login", "{"), 400, "not JSON");
    client.assertProblem(
        client.post("/api/login", "{\"user\":\"oops\",\"password\":\"correct horse\"}"),
        401,
        "user or the password");
  }

  @Test
  void whereThereIsALoginPagesOfOtherOriginsAreKeptOut() throws Exception {
    TestClient client = serve(locked);
    String cookie = cookie(client);
    String own = client.uri("").toString();
    String[][] strangers = {
      {"Origin", "https://evil.example"},
      {"Origin", "http://localhost:" + client.uri("").getPort()},
      {"Origin", "https://127.0.0.1:" + client.uri("").getPort()},
      {"Origin", "null"},
      {"Sec-Fetch-Site", "cross-site"},
      {"Sec-Fetch-Site", "same-site"},
      {
        "Origin",
        "https://ops.example",
        "X-Forwarded-Host",
        "ops.example",
        "X-Forwarded-Proto",
        "https"
      }
    };

    for (String[] stranger : strangers) {
      client.assertProblem(
          client.post("/api/events", EVENT, with(stranger, cookie)), 403, "another origin");
      client.assertProblem(client.post("/api/login", LOGIN, stranger), 403, "another origin");
    }
    assertThat(client
            .post(
                "/api/events",
                EVENT,
                "Cookie",
                cookie,
                "Origin",
                own,
                "Sec-Fetch-Site",
                "same-origin")
            .statusCode())
        .isEqualTo(202);
    assertThat(client
            .get("/api/runs", "Cookie", cookie, "Sec-Fetch-Site", "cross-site")
            .statusCode())
        .as("a link that leads here")
        .isEqualTo(200);
    client.assertProblem(
        client.send("POST", "/api/events", EVENT, "Cookie", cookie, "Content-Type", "text/plain"),
        415,
        "application/json");
    client.assertProblem(
        client.send("GET", "/api/logout", "", "X-HTTP-Method-Override", "POST"), 405, "POST");
  }

  private static String[] with(String[] headers, String cookie) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Cookie";
    all[1] = cookie;
    return all;
  }

  @Test
  void aProxyIsBelievedOnlyIfTheSettingsSaySo() throws Exception {
    TestClient client = serve(locked.trustForwarded());
    String cookie = cookie(client);

    assertThat(client
            .post(
                "/api/events",
                EVENT,
                "Cookie",
                cookie,
                "Origin",
                "https://ops.example",
                "X-Forwarded-Host",
                "evil.example, ops.example",
                "X-Forwarded-Proto",
                "https")
            .statusCode())
        .isEqualTo(202);
    String host = client.uri("").getAuthority();
    assertThat(client
            .post(
                "/api/events",
                EVENT,
                "Cookie",
                cookie,
                "Origin",
                "https://" + host,
                "X-Forwarded-Proto",
                "https")
            .statusCode())
        .as("behind a proxy that passes Host on")
        .isEqualTo(202);
    for (int i = 0; i < 5; i++) {
      client.assertProblem(
          client.post("/api/login", WRONG, "X-Forwarded-For", i + ".0.0.1, 10.0.0.1"),
          401,
          "wrong");
    }
    client.assertProblem(
        client.post("/api/login", WRONG, "X-Forwarded-For", "10.0.0.1"), 429, "wait");
    client.assertProblem(
        client.post("/api/login", WRONG, "X-Forwarded-For", "10.0.0.2"), 401, "wrong");
  }

  @Test
  void keysAloneOnLoopbackCloseTheSendingOnly() throws Exception {
    TestClient client = serve(open.apiKeys(KEY));

    client.assertProblem(client.post("/api/events", EVENT), 401, "give an API key");
    assertThat(client.post("/api/events", EVENT, "X-Api-Key", KEY).statusCode()).isEqualTo(202);
    assertThat(client.get("/api/runs").statusCode()).isEqualTo(200);
  }

  @Test
  void theApplicationMayDecideItself() throws Exception {
    TestClient client =
        serve(open.access(request -> "yes".equals(request.getHeader("X-Ops"))).apiKeys(KEY));

    assertThat(client.get("/api/runs", "X-Ops", "yes").statusCode()).isEqualTo(200);
    client.assertProblem(client.get("/api/runs"), 403, "denies access");
    client.assertProblem(client.post("/api/events", EVENT), 401, "give an API key");
    assertThat(client.post("/api/events", EVENT, "X-Api-Key", KEY).statusCode()).isEqualTo(202);
  }

  @Test
  void eachSenderMaySendSoOften() throws Exception {
    TestClient client = serve(locked.maxRequestsPerSecond(2));
    String[] first = {"X-Api-Key", KEY};

    assertThat(client.post("/api/events", EVENT, first).statusCode()).isEqualTo(202);
    assertThat(client.post("/e/" + KEY, EVENT).statusCode()).isEqualTo(200);
    HttpResponse<String> slowed = client.post("/api/events", EVENT, first);
    client.assertProblem(slowed, 429, "2 requests per second");
    assertThat(slowed.headers().firstValue("Retry-After")).contains("1");
    assertThat(client.post("/api/events", EVENT, "X-Api-Key", KEY + "2").statusCode())
        .as("another sender")
        .isEqualTo(202);
    clock.advance(Duration.ofMillis(500));
    assertThat(client.post("/api/events", EVENT, first).statusCode()).isEqualTo(202);
    client.assertProblem(client.post("/api/events", EVENT, first), 429, "per second");
  }

  @Test
  void requestsHaveALimit() throws Exception {
    TestClient client = serve(open.maxEventsPerRequest(2).maxRequestBytes(200));

    assertThat(client.post("/api/events", "[" + EVENT + "," + EVENT + "]").statusCode())
        .isEqualTo(202);
    client.assertProblem(
        client.post("/api/events", "[" + EVENT + "," + EVENT + "," + EVENT + "]"),
        413,
        "2 events, and this one has 3");
    client.assertProblem(client.post("/api/events", " ".repeat(300)), 413, "200 bytes");
  }

  @Test
  void everyAnswerTellsBrowsersWhatNotToDo() throws Exception {
    TestClient client = serve(locked);

    for (String path : new String[] {"/api/runs", "/health", "/nothing", "/api/session"}) {
      HttpResponse<String> response = client.get(path);
      assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
          .startsWith("default-src 'none'; script-src 'self'; ")
          .endsWith("; frame-ancestors 'none'");
      assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(response.headers().firstValue("Cross-Origin-Opener-Policy"))
          .contains("same-origin");
      assertThat(response.headers().firstValue("Cache-Control").isPresent())
          .isEqualTo(path.startsWith("/api/"));
    }
    assertThat(SecurityHeaders.csp("sha256-x=")).contains("script-src 'self' 'sha256-x='; ");
  }

  @Test
  void whatIsAnsweredIsDescribed() throws Exception {
    TestClient client = serve(open);
    JsonNode schemas =
        client.json(client.get("/api/openapi.json")).path("components").path("schemas");
    Map<String, HttpResponse<String>> answers = Map.of(
        "Session", client.get("/api/session"),
        "Health", client.get("/ready"),
        "KeyedAccepted", client.post("/e/any", EVENT),
        "KeyedRefused", client.post("/e/any", "{"));

    for (Map.Entry<String, HttpResponse<String>> answer : answers.entrySet()) {
      assertThat(client.json(answer.getValue()).fieldNames())
          .toIterable()
          .containsExactlyInAnyOrderElementsOf(
              () -> schemas.path(answer.getKey()).path("properties").fieldNames());
    }
  }

  @Test
  void otherMachinesCanBeListenedTo() throws Exception {
    TestClient client = serve(locked.host("0.0.0.0"));

    assertThat(client.raw("POST /e/" + KEY
            + " HTTP/1.1\r\nHost: stepwell.example\r\nContent-Type: application/json\r\n"
            + "Connection: close\r\nContent-Length: " + EVENT.length() + "\r\n\r\n" + EVENT))
        .startsWith("HTTP/1.1 200")
        .contains("\"ids\":[");
    client.assertProblem(client.get("/metrics"), 401, "give an API key");
  }
}
