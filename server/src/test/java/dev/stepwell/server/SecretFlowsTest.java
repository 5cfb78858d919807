package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.RunStatus;
import java.net.URLEncoder;
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

/** Secrets are masked wherever they went, and cannot be searched for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretFlowsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String PASSWORD = "open-sesame-2000";
  private static final int PIN = 8_142_093;

  private Stepwell stepwell;
  private StepwellServer server;
  private TestClient client;

  @BeforeAll
  void start() {
    stepwell = Stepwell.on(TestDatabases.fresh())
        .recordInputs()
        .register(new DurableVaults())
        .start();
    server = StepwellServer.start(stepwell, 0);
    client = new TestClient(server.port());
  }

  @AfterAll
  void stop() {
    server.close();
    stepwell.close();
  }

  private String get(String path) throws Exception {
    HttpResponse<String> response = client.get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private UUID opened(String vault, RunStatus expected) throws Exception {
    UUID run = stepwell.send(new TestsVaultWanted(vault)).runIds().get(0);
    stepwell.send(new KeyHandedOver(vault, PASSWORD, PIN));
    assertThat(stepwell.await(run, LONG).status()).isEqualTo(expected);
    return run;
  }

  private List<String> everything(UUID run) throws Exception {
    List<String> shown = new ArrayList<>();
    for (String path : List.of(
        "/api/runs/" + run,
        "/api/runs?limit=200",
        "/api/runs/" + run + "/output",
        "/api/events?limit=200",
        "/api/failures")) {
      shown.add(get(path));
    }
    for (JsonNode step : client.json(client.get("/api/runs/" + run)).path("steps")) {
      shown.add(get("/api/runs/" + run + "/step?id=" + step.path("id").asText()));
    }
    return shown;
  }

  @Test
  void theSecretsOfAnEventThatARunWaitedForAreHidden() throws Exception {
    UUID run = opened("whole", RunStatus.COMPLETED);

    assertThat(everything(run))
        .allSatisfy(
            shown -> assertThat(shown).doesNotContain(PASSWORD, String.valueOf(PIN), "sesame"));
    assertThat(get("/api/runs/" + run)).contains("opened with •••", "with ••• and •••");
  }

  @Test
  void andWhereAnErrorQuotesThemInWhateverForm() throws Exception {
    UUID run = opened("broken", RunStatus.FAILED);

    assertThat(everything(run))
        .allSatisfy(shown -> assertThat(shown)
            .doesNotContain(
                PASSWORD, String.valueOf(PIN), "sesame", "b3Blbi1zZXNhbWU", "cGVuLXNlc2Ft"));
    assertThat(get("/api/runs/" + run)).contains("cannot turn with ••• and •••");
  }

  @Test
  void theFunctionThatHandlesAFailureHidesThemToo() throws Exception {
    opened("broken twice", RunStatus.FAILED);
    String list = "";
    for (long until = System.nanoTime() + LONG.toNanos(); System.nanoTime() < until; ) {
      list = get("/api/runs?status=failed&text=gave%20up");
      if (list.contains("gave up: ")) {
        break;
      }
    }

    assertThat(list).contains("gave up: ").doesNotContain("sesame", String.valueOf(PIN));
    for (JsonNode run : client.json(client.get("/api/runs?limit=200")).path("runs")) {
      assertThat(everything(UUID.fromString(run.path("id").asText())))
          .allSatisfy(shown -> assertThat(shown).doesNotContain("sesame", String.valueOf(PIN)));
    }
  }

  /** A run is read in a row while a secret arrives: the first view that quotes it must mask it. */
  @Test
  void aSecretThatALiveRunHasJustReceivedIsHiddenAtOnce() throws Exception {
    UUID run = stepwell.send(new TestsVaultWanted("stuck")).runIds().get(0);
    String path = "/api/runs/" + run;
    await().atMost(LONG).until(() -> get(path).contains("\"awaiting-event\""));
    stepwell.send(new KeyHandedOver("stuck", PASSWORD, PIN));

    String shown = "";
    String listed = "";
    for (long until = System.nanoTime() + LONG.toNanos(); System.nanoTime() < until; ) {
      shown = get(path);
      listed = get("/api/runs?status=retrying");
      assertThat(shown + listed).doesNotContain(PASSWORD, String.valueOf(PIN));
      if (shown.contains("it is stuck") && listed.contains("it is stuck")) {
        break;
      }
    }
    assertThat(shown).contains("it is stuck with ••• and •••");
    assertThat(listed).contains("it is stuck with ••• and •••");
    stepwell.cancel(run);
  }

  @Test
  void theSecretsOfAllEventsOfABatchAreHidden() throws Exception {
    UUID run = stepwell.send(new KeyCopied("south", "notch-one-11")).runIds().get(0);
    stepwell.send(new KeyCopied("south", "notch-two-22"));
    stepwell.send(new KeyCopied("south", "notch-three-33"));
    assertThat(stepwell.await(run, LONG).status()).isEqualTo(RunStatus.FAILED);

    assertThat(everything(run)).allSatisfy(shown -> assertThat(shown).doesNotContain("notch-"));
    assertThat(get("/api/runs/" + run)).contains("no blank for [•••, •••, •••]");
  }

  @Test
  void allEventsOfABatchAreShownPageByPage() throws Exception {
    List<KeyStamped> keys = new ArrayList<>();
    for (int i = 0; i < 130; i++) {
      keys.add(new KeyStamped("west", i, "notch-" + i + "-" + (7 * i)));
    }
    UUID run = stepwell.sendAll(keys).get(0).runIds().get(0);
    assertThat(stepwell.await(run, LONG).status()).isEqualTo(RunStatus.FAILED);

    String path = "/api/runs/" + run;
    assertThat(client.json(client.get(path)).path("gathered").asInt()).isEqualTo(130);
    List<Integer> numbers = new ArrayList<>();
    JsonNode page;
    String next = "";
    do {
      String text = get(path + "/events?limit=50" + next);
      assertThat(text).doesNotContain("notch-").contains("\"vault\":\"west\"", "•••");
      page = client.json(client.get(path + "/events?limit=50" + next));
      assertThat(page.path("count").asInt()).isEqualTo(130);
      page.path("events")
          .forEach(event -> numbers.add(event.path("data").path("number").asInt()));
      next = "&offset=" + page.path("next").asInt();
    } while (!page.path("next").isNull());

    assertThat(numbers).hasSize(130).isSorted().doesNotHaveDuplicates();
    assertThat(everything(run)).allSatisfy(shown -> assertThat(shown).doesNotContain("notch-"));
    assertThat(client.json(client.get(path + "/events?offset=130")).path("events"))
        .isEmpty();
    for (String wrong : List.of("offset=-1", "offset=x", "limit=0", "limit=-1", "before=2")) {
      client.assertProblem(client.get(path + "/events?" + wrong), 400, wrong.split("=", 2)[0]);
    }
    client.assertProblem(client.get("/api/runs/" + UUID.randomUUID() + "/events"), 404, "no run");
  }

  @Test
  void theSecretsOfAnInvokedRunAreHiddenInItsCaller() throws Exception {
    UUID run = stepwell.send(new TestsGuardWanted("north")).runIds().get(0);
    assertThat(stepwell.await(run, LONG).status()).isEqualTo(RunStatus.FAILED);

    assertThat(everything(run))
        .allSatisfy(shown -> assertThat(shown).doesNotContain("badge north sesame"));
    assertThat(get("/api/runs/" + run)).contains("unreadable: •••");
  }

  /** Searches character by character: a match would reveal one more character of the secret. */
  @Test
  void aSecretCannotBeFoundCharacterByCharacter() throws Exception {
    stepwell.sendJson(
        "tests/searched",
        "{\"apiKey\":\"q9z8x7w6\",\"user\":\"ada\",\"note\":\"the key is q9z8x7w6.\"}",
        "searched-1");
    stepwell.sendJson("tests/searched", "{\"user\":\"bob\"}", "searched-2");

    for (String base : List.of(
        "/api/events?limit=1&name=tests/searched&text=",
        "/api/events?limit=50&text=",
        "/api/runs?limit=1&text=")) {
      String nothing = get(base + "never-there-at-all");
      for (String guess : List.of("q9", "q9z8", "q9z8x7w6", "apikey\":\"q", "z8x7", "•••q")) {
        assertThat(get(base + URLEncoder.encode(guess, StandardCharsets.UTF_8)))
            .as(base + guess)
            .isEqualTo(nothing);
      }
    }
    assertThat(get("/api/events?text=ADA")).contains("searched-1");
  }

  @Test
  void neitherCanTheSecretThatAnErrorQuotes() throws Exception {
    opened("broken for search", RunStatus.FAILED);
    String nothing = get("/api/runs?limit=1&text=never-there-at-all");

    for (String guess : List.of("sesame", PASSWORD, "open-s", "814209", "b3Blbi1z")) {
      assertThat(get("/api/runs?limit=1&text=" + guess)).as(guess).isEqualTo(nothing);
      HttpResponse<String> dry =
          client.post("/api/runs/rerun", "{\"text\":\"" + guess + "\",\"dryRun\":true}");
      assertThat(client.json(dry).path("matching").asInt()).as(guess).isZero();
    }
    assertThat(get("/api/runs?text=CANNOT%20turn")).contains("cannot turn with •••");
  }
}
