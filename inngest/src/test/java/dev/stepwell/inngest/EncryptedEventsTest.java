package dev.stepwell.inngest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.encryption.EncryptingCodec;
import dev.stepwell.encryption.FieldEncryption;
import dev.stepwell.inngest.flows.Admitted;
import dev.stepwell.inngest.flows.Approval;
import dev.stepwell.inngest.flows.Calls;
import dev.stepwell.inngest.flows.DemoDischarge;
import dev.stepwell.inngest.flows.DemoMoved;
import dev.stepwell.inngest.flows.DurableLonelyWait;
import dev.stepwell.inngest.flows.DurableSortedFlows;
import dev.stepwell.inngest.flows.DurableWardFlows;
import dev.stepwell.inngest.testserver.ServerRun;
import dev.stepwell.inngest.wire.WireJson;
import dev.stepwell.runtime.codec.JacksonMapping;
import dev.stepwell.runtime.codec.PayloadCodec;
import dev.stepwell.runtime.codec.ValueMapping;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted events on a server: it sees no confidential value, and yet matches by them. */
class EncryptedEventsTest {
  private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MATCHING = "a key for matching".getBytes(StandardCharsets.US_ASCII);

  private final Calls calls = new Calls();

  @SuppressWarnings("NullAway.Init") // by start
  private Rig rig;

  @SuppressWarnings("NullAway.Init") // by start
  private InngestEventSender sender;

  @AfterEach
  void stop() {
    if (rig != null) {
      rig.close();
    }
  }

  private void start(boolean fieldsOnly) {
    EncryptingCodec whole = EncryptingCodec.with("k1", KEY).matchingKey(MATCHING);
    FieldEncryption fields = FieldEncryption.by(whole);
    PayloadCodec codec = fieldsOnly ? fields : whole;
    ValueMapping json = JacksonMapping.withModules(fields.module());
    rig = Rig.of(builder -> builder.codec(codec).json(json).register(new DurableWardFlows(calls)));
    sender = InngestEventSender.builder(rig.settings).codec(codec).json(json).build();
  }

  private void send(Record event) {
    sender.send(event);
    rig.server.advance(Duration.ofSeconds(1));
  }

  private List<ServerRun> stays() {
    return rig.server.runs.stream()
        .filter(run -> run.functionId().equals("demo-stay"))
        .toList();
  }

  /** Everything that the server has seen. */
  private String seen() {
    StringBuilder seen = new StringBuilder(rig.server.events.toString());
    rig.server.replies.forEach(
        reply -> seen.append(new String(reply.body(), StandardCharsets.UTF_8)));
    return seen.toString();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRunWaitsSendsAndInvokesByAConfidentialValue(boolean fieldsOnly) {
    start(fieldsOnly);

    send(new Admitted("north", "ada lovelace"));
    send(new DemoDischarge("grace hopper"));
    assertThat(stays().get(0).status).isEqualTo("Running");
    send(new DemoDischarge("ada lovelace"));

    assertThat(stays().get(0).status).isEqualTo("Completed");
    assertThat(calls.made())
        .containsExactly("register ada lovelace", "bill of grace hopper", "bill of ada lovelace");
    assertThat(rig.server.runs).extracting(run -> run.status).containsOnly("Completed");
    assertThat(seen()).doesNotContain("lovelace", "hopper");
    assertThat(seen().contains("north")).isEqualTo(fieldsOnly);
    assertThat(seen().contains("doctor")).isEqualTo(fieldsOnly);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneRunPerConfidentialKeyIsStarted(boolean fieldsOnly) {
    start(fieldsOnly);

    send(new Admitted("north", "ada"));
    send(new Admitted("south", "ada"));
    send(new Admitted("north", "grace"));

    assertThat(calls.made()).containsExactly("register ada", "register grace");
  }

  /** They have no digest, so each starts a run. */
  @Test
  void eventsOfOtherSendersAreReadInTheClear() {
    start(true);

    for (int i = 0; i < 2; i++) {
      rig.server.send(
          "demo/admitted", WireJson.object().put("ward", "west").put("patient", "p" + i));
    }
    rig.server.advance(Duration.ofSeconds(1));

    assertThat(calls.made()).containsExactly("register p0", "register p1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRunIsCancelledByAConfidentialValue(boolean fieldsOnly) {
    start(fieldsOnly);
    send(new Admitted("north", "ada"));
    send(new Admitted("north", "grace"));

    send(new DemoMoved("ada"));

    assertThat(stays()).extracting(run -> run.status).containsExactly("Cancelled", "Running");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFailureFunctionGetsTheDecodedEvent(boolean fieldsOnly) {
    start(fieldsOnly);
    send(new Admitted("north", "ada"));

    rig.server.advance(Duration.ofHours(2));

    assertThat(calls.made()).containsExactly("register ada", "search for ada");
  }

  private static void build(@Nullable PayloadCodec codec, Object durable) {
    FieldEncryption fields =
        FieldEncryption.by(EncryptingCodec.with("k1", KEY).matchingKey(MATCHING));
    InngestEndpoint.builder(InngestSettings.dev("demo", "http://localhost:8288"))
        .codec(codec == null ? fields : codec)
        .json(JacksonMapping.withModules(fields.module()))
        .register(durable)
        .build()
        .close();
  }

  @Test
  void expressionsThatNeedTheValueAreRejectedAtStart() {
    assertThatThrownBy(() -> build(null, new DurableSortedFlows()))
        .hasMessageContaining(
            "function sorted: its condition needs the value of event.data.patient")
        .hasMessageContaining(
            "the condition of its @CancelOn on demo/sorted-stop needs the value of async")
        .hasMessageContaining(
            "function sorted: its @Priority needs the value of event.data.patient")
        .hasMessageContaining("the key event.data.patient == 'vip' of its flow control needs")
        .hasMessageContaining("function gathered: the condition of its @Batch needs")
        .hasMessageContaining("InngestSettings.withClearEvents")
        .message()
        .doesNotContain("ward", "idempotencyKey");
    assertThatThrownBy(() -> build(EncryptingCodec.with("k1", KEY), new DurableWardFlows(calls)))
        .hasMessageContaining(
            "function stay: the match of its @CancelOn on demo/moved compares patient")
        .hasMessageContaining("function stay: its idempotencyKey compares patient")
        .hasMessageContaining("EncryptingCodec.matchingKey");
  }

  @Test
  void aWaitThatNeedsADigestFailsItsRun() {
    EncryptingCodec codec = EncryptingCodec.with("k1", KEY);
    rig = Rig.of(builder -> builder.codec(codec).register(new DurableLonelyWait()));

    ServerRun run = rig.run("lonely-wait", WireJson.object().put("id", "secret"));

    assertThat(run.status).isEqualTo("Failed");
    assertThat(run.result.path("message").asText())
        .contains("answer", "id", "EncryptingCodec.matchingKey")
        .doesNotContain("secret");
  }

  /** Nothing is lost until the key is there, as long as the server retries. */
  @Test
  void aCallWhoseEventCannotBeDecodedIsRetried() {
    start(true);
    send(new Admitted("north", "ada"));
    ServerRun run = stays().get(0);
    FieldEncryption other =
        FieldEncryption.by(EncryptingCodec.with("k2", KEY).matchingKey(MATCHING));
    try (Rig without = Rig.of(builder -> builder
        .codec(other)
        .json(JacksonMapping.withModules(other.module()))
        .register(new DurableWardFlows(calls)))) {
      without.server.send("demo/admitted", (ObjectNode) run.event().path("data"));
      without.server.advance(Duration.ZERO);

      assertThat(without.server.replies).hasSize(1);
      HttpResponse<byte[]> reply = without.server.replies.get(0);
      assertThat(reply.statusCode()).isEqualTo(500);
      assertThat(reply.headers().firstValue("x-inngest-no-retry")).hasValue("false");
      assertThat(calls.made()).containsExactly("register ada");
    }
  }

  @Test
  void eventsMayTravelInTheClear() {
    EncryptingCodec codec = EncryptingCodec.with("k1", KEY);
    rig = new Rig(
        settings -> settings.withoutCheckpoints().withClearEvents(),
        builder -> builder.codec(codec).register(new DurableLonelyWait()));
    InngestEventSender.builder(rig.settings).codec(codec).build().send(new Approval("a", "ann"));
    rig.server.advance(Duration.ZERO);

    assertThat(rig.server.events.get(0).at("/data/by").asText()).isEqualTo("ann");
  }
}
