package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.codec.PayloadCodec;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Payloads that a codec has encoded are decoded one at a time, and only for those who may see them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecodedPayloadsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String ENCODED = "stepwell:encoded";

  /** Reverses text, so that nothing of it can be read. */
  private static final class Reversing implements PayloadCodec {
    @Override
    public String encode(String json) {
      return Base64.getEncoder()
          .encodeToString(
              new StringBuilder(json).reverse().toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String decode(String encoded) {
      return new StringBuilder(
              new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8))
          .reverse()
          .toString();
    }
  }

  private DataSource database;
  private Stepwell stepwell;
  private StepwellServer server;
  private TestClient client;

  @BeforeAll
  void start() {
    database = TestDatabases.fresh();
    stepwell = Stepwell.on(database)
        .codec(new Reversing())
        .recordInputs()
        .register(new DurableGreetings())
        .register(new DurableLetters())
        .start();
    server = StepwellServer.start(stepwell, settings());
    client = new TestClient(server.port());
  }

  /** Ada may decode, and Joe may do everything else. */
  private static ServerSettings settings() {
    return ServerSettings.defaults()
        .port(0)
        .access(request -> request.getHeader("X-User") != null)
        .decoding(request -> "ada".equals(request.getHeader("X-User")));
  }

  @AfterAll
  void stop() {
    server.close();
    stepwell.close();
  }

  private HttpResponse<String> get(String user, String path) throws Exception {
    return client.get(path, "X-User", user);
  }

  private Sent ended(Record event, RunStatus expected) throws Exception {
    Sent sent = stepwell.send(event);
    assertThat(stepwell.await(sent.runIds().get(0), LONG).status()).isEqualTo(expected);
    return sent;
  }

  private static List<String> addresses(Sent sent, String step) {
    UUID run = sent.runIds().get(0);
    return List.of(
        "/api/events/" + sent.eventId(),
        "/api/event?id=" + URLEncoder.encode(sent.eventId(), StandardCharsets.UTF_8),
        "/api/runs/" + run + "/output",
        "/api/runs/" + run + "/steps/" + step,
        "/api/runs/" + run + "/step?id=" + step);
  }

  private static String decoded(String address) {
    return address + (address.contains("?") ? "&" : "?") + "decode=true";
  }

  @Test
  void onlyThoseWhoMaySeeThemSeeDecodedPayloads() throws Exception {
    Sent sent = ended(new TestsFetchWanted("https://shown.example", "tok"), RunStatus.COMPLETED);

    for (String address : addresses(sent, "get")) {
      assertThat(get("ada", address).body())
          .as(address)
          .contains(ENCODED)
          .doesNotContain("shown.example");
      assertThat(get("ada", decoded(address)).body())
          .as(address)
          .contains("https://shown.example")
          .doesNotContain(ENCODED);
      client.assertProblem(get("joe", decoded(address)), 403, "decoded payloads");
      assertThat(client.get(decoded(address)).statusCode()).as(address).isEqualTo(403);
      client.assertProblem(
          get("ada", decoded(address).replace("true", "yes")), 400, "true or false");
    }
    assertThat(get("ada", "/api/session").body()).contains("\"mayDecode\":true");
    assertThat(get("joe", "/api/session").body()).contains("\"mayDecode\":false");
    for (String list : List.of("/api/events", "/api/runs/" + sent.runIds().get(0))) {
      assertThat(get("ada", list).body())
          .as(list)
          .contains(ENCODED)
          .doesNotContain("shown.example");
    }
  }

  @Test
  void secretsAreMaskedInWhatIsDecodedAndWhereErrorsQuoteThem() throws Exception {
    Sent sent = ended(new TestsFetchWanted("leak", "tok-5520-en"), RunStatus.FAILED);

    String event = get("ada", decoded("/api/events/" + sent.eventId())).body();
    assertThat(event).contains("\"url\":\"leak\"", "•••").doesNotContain("tok-5520-en");
    String run = get("joe", "/api/runs/" + sent.runIds().get(0)).body();
    assertThat(run).contains("401 for https://•••@example.org").doesNotContain("tok-5520-en");

    Sent letter = ended(new TestsLetterWritten("dear", "pass-8841"), RunStatus.COMPLETED);
    String input = get("ada", decoded("/api/runs/" + letter.runIds().get(0) + "/steps/seal"))
        .body();
    assertThat(input).contains("dear", "•••").doesNotContain("wax 1", "seal 2", "pass-8841");
  }

  @Test
  void aServerWithoutTheCodecSaysThatItCannotDecode() throws Exception {
    Sent sent = ended(new TestsFetchWanted("other", "tok"), RunStatus.COMPLETED);
    try (Stepwell plain = Stepwell.on(database).start();
        StepwellServer other = StepwellServer.start(plain, settings())) {
      TestClient stranger = new TestClient(other.port());

      stranger.assertProblem(
          stranger.get(decoded("/api/events/" + sent.eventId()), "X-User", "ada"),
          409,
          "cannot be decoded",
          "no codec");
      assertThat(stranger.get("/api/events/" + sent.eventId(), "X-User", "ada").body())
          .contains(ENCODED);
    }
  }

  @Test
  void nobodyMayDecodeUnlessTheSettingsSaySo() throws Exception {
    Sent sent = ended(new TestsFetchWanted("third", "tok"), RunStatus.COMPLETED);
    try (StepwellServer open =
        StepwellServer.start(stepwell, ServerSettings.defaults().port(0))) {
      TestClient anybody = new TestClient(open.port());

      anybody.assertProblem(
          anybody.get(decoded("/api/events/" + sent.eventId())), 403, "decoded payloads");
    }
  }
}
