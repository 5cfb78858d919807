package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.RunStatus;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Secrets in every output, the log included, whatever they are and in whatever form they are quoted. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoggedSecretsTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger stepwellLog = (Logger) LoggerFactory.getLogger("dev.stepwell");
  private Level level;
  private Stepwell stepwell;
  private StepwellServer server;
  private TestClient client;

  @BeforeAll
  void start() {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(root.getLoggerContext());
    encoder.setPattern("%level %logger %mdc %msg%n%ex");
    encoder.start();
    appender.setContext(root.getLoggerContext());
    appender.setEncoder(encoder);
    appender.setOutputStream(written);
    appender.start();
    root.addAppender(appender);
    level = stepwellLog.getLevel();
    stepwellLog.setLevel(Level.DEBUG);
    stepwell = Stepwell.on(TestDatabases.fresh())
        .recordInputs()
        .register(new DurableLeaks(), new DurableVaults())
        .start();
    server = StepwellServer.start(stepwell, 0);
    client = new TestClient(server.port());
  }

  @AfterAll
  void stop() {
    server.close();
    stepwell.close();
    stepwellLog.setLevel(level);
    root.detachAppender(appender);
    appender.stop();
  }

  private String logged() {
    return written.toString(StandardCharsets.UTF_8);
  }

  private UUID failed(Record event) throws Exception {
    UUID run = stepwell.send(event).runIds().get(0);
    assertThat(stepwell.await(run, LONG).status()).isEqualTo(RunStatus.FAILED);
    Pattern said = Pattern.compile("run " + run + " of \\S+ failed");
    await().atMost(LONG).until(() -> said.matcher(logged()).find());
    return run;
  }

  private String get(String path) throws Exception {
    return client.get(path).body();
  }

  private List<String> everything(UUID run) throws Exception {
    List<String> shown = new ArrayList<>();
    JsonNode view = client.json(client.get("/api/runs/" + run));
    shown.add(get("/api/runs/" + run));
    shown.add(get("/api/runs?limit=200"));
    shown.add(get("/api/events?limit=200"));
    shown.add(get("/api/failures"));
    shown.add(get("/metrics"));
    shown.add(get("/health"));
    shown.add(live("/api/live/runs/" + run));
    shown.add(live("/api/live/runs"));
    shown.add(live("/api/live/events"));
    for (JsonNode step : view.path("steps")) {
      shown.add(get("/api/runs/" + run + "/step?id=" + step.path("id").asText()));
    }
    shown.add(logged());
    return shown;
  }

  /** The first answer of a live view. */
  private String live(String path) throws Exception {
    HttpURLConnection connection = (HttpURLConnection) client.uri(path).toURL().openConnection();
    connection.setReadTimeout(TestClient.PATIENCE_MILLIS);
    try (BufferedReader lines = new BufferedReader(
        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      return Objects.requireNonNull(
          lines.lines().filter(line -> line.startsWith("data: ")).findFirst().orElse(null));
    } finally {
      connection.disconnect();
    }
  }

  @Test
  void theSecretsOfAllEventsOfABatchAreMaskedInTheLog() throws Exception {
    UUID run = stepwell.send(new KeyCopied("west", "notch-four-44")).runIds().get(0);
    stepwell.send(new KeyCopied("west", "notch-five-55"));
    stepwell.send(new KeyCopied("west", "notch-six-66"));
    await().atMost(LONG).until(() -> logged().contains("no blank for"));

    assertThat(everything(run)).allSatisfy(output -> assertThat(output).doesNotContain("notch-"));
    assertThat(logged()).contains("no blank for [•••, •••, •••]");
  }

  private void assertNowhere(UUID run, String... secrets) throws Exception {
    for (String output : everything(run)) {
      for (String secret : secrets) {
        assertThat(Leaks.forms(secret))
            .allSatisfy(form -> assertThat(output).as(secret).doesNotContain("<" + form + ">"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "topsecret       | topsecretrest          | 8142093",
        "q7z             | xq7zq7zx-longer        | 905",
        "Zürich & Söhne? | 100% p@ss/w+rd=Zürich  | 1234567890123",
        "a\"quoted\\one  | a\"quoted\\one:two     | 40417",
        "sk_live_51H~x.y | Bearer sk_live_51H~x.y | 2718281828",
        "日本-秘密-日本       | pre日本-秘密-日本post        | 31337"
      })
  void secretsAreNowhereInWhateverForm(String code, String longer, long digits) throws Exception {
    UUID run = failed(new TestsLeakWanted(code, longer, digits, "by-name"));

    assertNowhere(run, code, longer, String.valueOf(digits), "voucher+by-name/7Q");
    assertThat(everything(run))
        .allSatisfy(shown -> assertThat(shown).doesNotContain(longer, "voucher+by-name"));
    assertThat(get("/api/runs/" + run)).contains("sorted by by-name", "\"sortKey\":\"by-name\"");
    assertThat(logged())
        .contains(
            "run " + run + " of leak, step quote: attempt 1 of 1 failed",
            "dev.stepwell.NonRetriableException: sorted by by-name",
            "Caused by",
            "java.lang.IllegalStateException: because of [•••",
            "at dev.stepwell.server.Leaks.quote(Leaks.java");
  }

  @ParameterizedTest
  @CsvSource({"north-east", "s", "Ünï cödé/+?"})
  void secretsOfSendsArgumentsAndCausesAreMasked(String seed) throws Exception {
    UUID run = failed(new TestsLeakDerived(seed));
    String derived = "derived=" + new StringBuilder(seed).reverse() + "&77";

    assertThat(logged())
        .doesNotContain("<" + derived + ">", "told-" + seed + "-4471x")
        .contains(
            "run " + run + " of leak-derived, step use: attempt 1 of 1 failed",
            "java.lang.IllegalArgumentException: no use of <•••>",
            "java.lang.IllegalStateException: cause of <•••>",
            "java.io.IOException: suppressed •••",
            "flow quotes ••• and •••");
    for (String form : Leaks.forms(derived)) {
      assertThat(logged()).doesNotContain("suppressed " + form);
    }
  }

  @Test
  void theSecretsOfHeadersAreMaskedWhereARunQuotesThem() throws Exception {
    HttpResponse<String> sent = client.post(
        "/api/events",
        "{\"name\":\"tests/key.carried\",\"data\":{\"vault\":\"east\"},\"headers\":{\"tenant\":\"acme\","
            + "\"authorization\":\"Bearer ferry-8812\",\"x-api-key\":\"gangway-9913\",\"set-cookie\":\"id=harbour-7\"}}");
    UUID run = UUID.fromString(client.json(sent).path("runs").path(0).asText());
    assertThat(stepwell.await(run, LONG).status()).isEqualTo(RunStatus.FAILED);
    await().atMost(LONG).until(() -> logged().contains("refused in east"));

    assertThat(everything(run))
        .allSatisfy(
            output -> assertThat(output).doesNotContain("ferry-8812", "gangway-9913", "harbour-7"));
    assertThat(get("/api/runs/" + run)).contains("refused in east: {", "tenant=acme", "•••");
    assertThat(logged()).contains("tenant=acme");
  }

  /** A stored message has 32,768 characters: the end of the secret is cut off. */
  @ParameterizedTest
  @CsvSource({"32760, anchorage-55-harbour", "32759, 4111222233334444", "32755, a/b?c=d&e+f_g-h=i"})
  void aSecretThatIsCutOffIsMasked(int before, String label) throws Exception {
    UUID run = failed(new TestsKeyLabelled(before, label));

    assertThat(everything(run))
        .allSatisfy(output -> assertThat(output).doesNotContain(label.substring(0, 6)));
    assertThat(get("/api/runs/" + run)).contains("-••• … (the first 32768 of ");
  }

  @Test
  void theLogOfACallerDoesNotQuoteTheInvokedRun() throws Exception {
    UUID run = failed(new TestsGuardWanted("south"));

    assertThat(logged()).contains("run " + run + " of guard-vault failed", "unreadable: •••");
    assertThat(everything(run))
        .allSatisfy(shown -> assertThat(shown).doesNotContain("badge south sesame"));
  }

  @Test
  void theLogDoesNotQuoteAnEventThatTheRunWaitedForEvenInItsHandler() throws Exception {
    UUID run = stepwell.send(new TestsVaultWanted("broken log")).runIds().get(0);
    stepwell.send(new KeyHandedOver("broken log", "lantern-9031", 5_550_171));
    assertThat(stepwell.await(run, LONG).status()).isEqualTo(RunStatus.FAILED);
    for (long until = System.nanoTime() + LONG.toNanos();
        !logged().contains("of open-vault:on-failure failed"); ) {
      assertThat(System.nanoTime()).as(logged()).isLessThan(until);
      Thread.onSpinWait();
    }

    assertThat(everything(run))
        .allSatisfy(shown -> assertThat(shown)
            .doesNotContain("lantern", "5550171", "bGFudGVybi05MDMx", "YW50ZXJuLTkwMz"));
    assertThat(logged()).contains("cannot turn with ••• and •••", "gave up: •••");
  }

  @Test
  void anExceptionWithoutSecretsIsLoggedAsItIs() throws Exception {
    List<Throwable> thrown = new ArrayList<>();
    var recorder = new ch.qos.logback.core.AppenderBase<ILoggingEvent>() {
      @Override
      protected void append(ILoggingEvent event) {
        if (event.getThrowableProxy() instanceof ch.qos.logback.classic.spi.ThrowableProxy proxy) {
          thrown.add(proxy.getThrowable());
        }
      }
    };
    recorder.setContext(root.getLoggerContext());
    recorder.start();
    stepwellLog.addAppender(recorder);
    try {
      UUID unused = failed(new TestsHarmlessWanted("nothing to hide", "never quoted"));
    } finally {
      stepwellLog.detachAppender(recorder);
    }

    assertThat(thrown)
        .anySatisfy(each -> assertThat(each)
            .isInstanceOf(java.util.NoSuchElementException.class)
            .hasMessage("nothing to hide"));
  }
}
