package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.codec.CodecException;
import dev.stepwell.runtime.codec.PayloadCodec;
import dev.stepwell.runtime.flows.Approved;
import dev.stepwell.runtime.flows.DurableLayers;
import dev.stepwell.runtime.flows.DurableOrderFlows;
import dev.stepwell.runtime.flows.DurableWaitFlows;
import dev.stepwell.runtime.flows.Functions;
import dev.stepwell.runtime.flows.LayersWanted;
import dev.stepwell.runtime.flows.OrdersSlowStop;
import dev.stepwell.runtime.flows.OrdersSlowWanted;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.flows.WaitsApprovalWanted;
import dev.stepwell.runtime.flows.WaitsHeard;
import dev.stepwell.runtime.flows.WaitsLateWanted;
import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.runtime.middleware.RunInfo;
import dev.stepwell.runtime.model.InvalidEventException;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads and results that are stored in another form. */
@Timeout(180)
class CodecTest {
  private static final String SECRET = "s3cret";

  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  /** Encodes with a key, and decodes nothing without it. */
  private static class Keyed implements PayloadCodec {
    private volatile boolean hasKey = true;
    private volatile String fault = "unchecked";
    private volatile boolean failsForKeys;

    @Override
    public String key(String key) {
      if (failsForKeys) {
        throw new IllegalStateException("the service of the keys does not respond");
      }
      return key;
    }

    @Override
    public String encode(String json) {
      return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String decode(String encoded) {
      if (!hasKey) {
        return CodecTest.<RuntimeException>fail(fault);
      }
      return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"
  }) // as codecs in other languages are
  private static <X extends Throwable> String fail(String fault) throws X {
    Throwable thrown = switch (fault) {
      case "null" -> null;
      case "checked" -> new GeneralSecurityException("the key is missing");
      case "linkage" -> new NoClassDefFoundError("keys/Keys");
      case "overflow" -> new StackOverflowError();
      default -> new IllegalStateException("the key is missing");
    };
    if (thrown != null) {
      @SuppressWarnings("unchecked")
      X unchecked = (X) thrown;
      throw unchecked;
    }
    return null;
  }

  private StepwellBuilder builder(@Nullable PayloadCodec codec) {
    StepwellBuilder builder = Stepwell.on(database)
        .backoff(Duration.ofMillis(1), Duration.ofMillis(2))
        .grace(Duration.ofMillis(1))
        .recordInputs()
        .register(
            new DurableLayers(probe), new DurableWaitFlows(probe), new DurableOrderFlows(probe));
    return codec == null ? builder : builder.codec(codec);
  }

  private static Run end(Stepwell stepwell, Sent sent) throws InterruptedException {
    return stepwell.await(sent.runIds().get(0), LONG);
  }

  private List<String> stored() {
    return TestPostgres.column(
        database,
        "select data::text from stepwell.event union all select result::text from stepwell.step"
            + " union all select input::text from stepwell.step"
            + " union all select output::text from stepwell.run");
  }

  @Test
  void nothingThatFlowsThroughARunIsStoredInTheClear() throws Exception {
    try (Stepwell stepwell = builder(new Keyed()).start()) {
      Run completed = end(stepwell, stepwell.send(new LayersWanted(SECRET, false)));
      end(stepwell, stepwell.send(new LayersWanted(SECRET, true)));

      assertThat(stepwell.decoded(requireNonNull(completed.output())))
          .isEqualTo("\"hello " + SECRET + " [a, b] answer to " + SECRET + "\"");
      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(probe.calls(SECRET))
              .contains("told with {}", "asked with {}", "failed with {}"));
      assertThat(stored())
          .hasSizeGreaterThan(10)
          .noneMatch(text -> text != null && text.contains(SECRET));
    }
  }

  @Test
  void eventsAreMatchedByWhatTheySaidBefore() throws Exception {
    try (Stepwell stepwell = builder(new Keyed()).start()) {
      StartedRuns runs = new StartedRuns(stepwell);
      UUID waiting = runs.started(new WaitsApprovalWanted("k", 60_000));
      UUID late = runs.started(new WaitsLateWanted("early"));
      stepwell.send(new Approved("early", "eve"));
      runs.parked(waiting);
      stepwell.send(new Approved("other", "bob"));
      stepwell.send(new Approved("k", "ann"));
      probe.openGate("early");

      assertThat(stepwell.decoded(requireNonNull(stepwell.await(waiting, LONG).output())))
          .isEqualTo("\"ann\"");
      assertThat(stepwell.decoded(requireNonNull(stepwell.await(late, LONG).output())))
          .isEqualTo("[\"eve\",\"nobody\"]");
    }
  }

  @Test
  void runsAreCancelledByEventAndByMatch() throws Exception {
    try (Stepwell stepwell = builder(new Keyed()).start()) {
      StartedRuns runs = new StartedRuns(stepwell);
      UUID byEvent = runs.started(new OrdersSlowWanted("one"), "slow");
      UUID byMatch = runs.started(new OrdersSlowWanted("two"), "slow");

      stepwell.send(new OrdersSlowStop("one"));
      assertThat(stepwell.cancel(Functions.SLOW, OrdersSlowWanted.where().key("two")))
          .containsExactly(byMatch);

      assertThat(stepwell.await(byEvent, LONG).status()).isEqualTo(RunStatus.CANCELLED);
      assertThat(stepwell.await(byMatch, LONG).status()).isEqualTo(RunStatus.CANCELLED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unchecked", "checked", "linkage", "overflow", "null"})
  void withoutItsKeyARunIsParkedAndLosesNothing(String fault) throws Exception {
    Keyed codec = new Keyed();
    codec.fault = fault;
    try (Stepwell stepwell = builder(codec).start()) {
      UUID run = new StartedRuns(stepwell).started(new WaitsApprovalWanted("k", 60_000));
      new StartedRuns(stepwell).parked(run);
      codec.hasKey = false;
      stepwell.send(new Approved("k", "ann"));

      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(TestPostgres.count(
                  database,
                  "stepwell.run where id = '" + run
                      + "' and status = 'waiting' and due_at > now() + interval '5 s'"))
              .isEqualTo(1));
      codec.hasKey = true;
      TestPostgres.execute(
          database, "update stepwell.run set due_at = now() where id = '" + run + "'");

      Run ended = stepwell.await(run, LONG);
      assertThat(ended.status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(stepwell.runs().failedAttempts(run)).isEmpty();
    }
  }

  @Test
  void whatWasStoredBeforeACodecWasSetIsStillRead() throws Exception {
    UUID run;
    try (Stepwell stepwell = builder(null).start()) {
      run = new StartedRuns(stepwell).started(new WaitsApprovalWanted("k", 60_000));
      new StartedRuns(stepwell).parked(run);
    }
    try (Stepwell stepwell = builder(new Keyed()).start()) {
      stepwell.send(new Approved("k", "ann"));

      assertThat(stepwell.decoded(requireNonNull(stepwell.await(run, LONG).output())))
          .isEqualTo("\"ann\"");
    }
  }

  @Test
  void aCodecThatFailsDuringASendTakesNoRoomFromRuns() throws Exception {
    Keyed codec = new Keyed();
    try (Stepwell stepwell = builder(codec).maxConcurrentRuns(1).start()) {
      codec.failsForKeys = true;
      assertThatThrownBy(() -> stepwell.send(new WaitsHeard("k", 1)))
          .hasMessageContaining("the service of the keys does not respond");
      codec.failsForKeys = false;

      assertThat(end(stepwell, stepwell.send(new WaitsHeard("k", 2))).status())
          .isEqualTo(RunStatus.COMPLETED);
    }
  }

  @Test
  void anEventThatCannotBeDecodedDelaysNoOther() throws Exception {
    Keyed codec = new Keyed() {
      @Override
      public String decode(String encoded) {
        String json = super.decode(encoded);
        if (json.contains("shredded")) {
          throw new IllegalStateException("the key was destroyed");
        }
        return json;
      }
    };
    try (Stepwell stepwell = builder(codec).start()) {
      StartedRuns runs = new StartedRuns(stepwell);
      UUID waiting = runs.started(new WaitsApprovalWanted("k", 60_000));
      runs.parked(waiting);
      stepwell.send(new Approved("shredded", "eve"));
      stepwell.send(new WaitsHeard("shredded", 1), SendOptions.at(stepwell.now().plusMillis(50)));
      stepwell.send(new Approved("k", "ann"));

      assertThat(stepwell.decoded(requireNonNull(stepwell.await(waiting, LONG).output())))
          .isEqualTo("\"ann\"");
    }
  }

  @Test
  void aProcessWithoutTheCodecSaysWhatIsMissing() {
    try (Stepwell with = Stepwell.on(database).codec(new Keyed()).build();
        Stepwell without = Stepwell.on(database).build()) {
      Sent sent = with.send(new Approved("k", "ann"));
      String stored = with.runs().event(sent.eventId()).orElseThrow().data();

      assertThat(with.decoded(stored)).isEqualTo("{\"key\":\"k\",\"by\":\"ann\"}");
      assertThatExceptionOfType(CodecException.class)
          .isThrownBy(() -> without.decoded(stored))
          .withMessageContaining("StepwellBuilder.codec");
    }
  }

  @Test
  void aPayloadThatPretendsToBeEncodedIsRefused() {
    for (@Nullable PayloadCodec codec : new @Nullable PayloadCodec[] {null, new Keyed()}) {
      StepwellBuilder builder = Stepwell.on(database);
      try (Stepwell stepwell = (codec == null ? builder : builder.codec(codec)).build()) {
        assertThatExceptionOfType(InvalidEventException.class)
            .isThrownBy(
                () -> stepwell.sendJson("any/name", "{\"stepwell:encoded\":\"AAAA\"}", null))
            .withMessageContaining("the field stepwell:encoded is reserved");
      }
    }
  }

  @Test
  void middlewareSeesWhatWasSent() throws Exception {
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    Middleware noting = new Middleware() {
      @Override
      public @Nullable Object aroundRun(RunInfo run, Execution next) throws Exception {
        seen.add(run.event().data());
        return next.proceed(run.event());
      }
    };
    try (Stepwell stepwell = builder(new Keyed()).middleware(noting).start()) {
      end(stepwell, stepwell.send(new LayersWanted("k", false)));

      assertThat(seen).contains("{\"key\":\"k\",\"fails\":false}");
    }
  }
}
