package dev.stepwell.encryption;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stepwell.encryption.PatientAdmitted.Relative;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.codec.CodecException;
import dev.stepwell.runtime.codec.JacksonMapping;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.testing.TestRun;
import dev.stepwell.testing.TestStepwell;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Fields that are encrypted, on Postgres and in memory. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncryptedFieldsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final byte[] FIRST = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SECOND = "fedcba9876543210".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MATCHING = "a key for matching".getBytes(StandardCharsets.US_ASCII);
  private static final PatientAdmitted ADA =
      new PatientAdmitted("north", "P-1", List.of("FINDING"), new Relative("Rome", "PHONE"));

  private EmbeddedPostgres postgres;

  @BeforeAll
  void start() throws Exception {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  void stop() throws Exception {
    postgres.close();
  }

  private static FieldEncryption with(String id, byte[] key) {
    return FieldEncryption.by(EncryptingCodec.with(id, key).matchingKey(MATCHING));
  }

  private Stepwell stepwell(String schema, FieldEncryption codec) {
    return Stepwell.on(postgres.getPostgresDatabase())
        .schema(schema)
        .codec(codec)
        .json(JacksonMapping.withModules(codec.module()))
        .recordInputs()
        .backoff(Duration.ofMillis(1), Duration.ofMillis(1))
        .register(new DurablePatientFlows(), new DurablePinFlows())
        .start();
  }

  private static void awaitWait(Stepwell stepwell, UUID run) {
    await()
        .atMost(LONG)
        .until(() -> stepwell.runs().run(run).orElseThrow().status() == RunStatus.WAITING);
  }

  private void assertOnlyTheRestIsReadable(String schema) throws Exception {
    assertThat(StoredRows.of(postgres.getPostgresDatabase(), schema))
        .anyMatch(row -> row.contains("north"))
        .anyMatch(row -> row.contains("Rome"))
        .noneMatch(row -> row.contains("P-1") || row.contains("FINDING") || row.contains("PHONE"));
  }

  @Test
  void markedFieldsAreEncryptedWhereverTheyAreAndMatchAllTheSame() throws Exception {
    try (Stepwell stepwell = stepwell("fields", with("k1", FIRST))) {
      UUID run = stepwell.send(ADA).runIds().get(0);
      awaitWait(stepwell, run);
      stepwell.send(new PatientDischarged("P-2"));
      stepwell.send(new PatientDischarged("P-1"));

      Run ended = stepwell.await(run, LONG);
      assertThat(stepwell.decoded(requireNonNull(ended.output())))
          .isEqualTo("{\"ward\":\"north\",\"diagnosis\":\"FINDING of P-1\"}");
      assertThat(ended.output()).contains("\"ward\":\"north\"").doesNotContain("P-1");
      assertOnlyTheRestIsReadable("fields");
    }
  }

  @Test
  void markedParametersOfFunctionsAndRecordedArgumentsAreEncryptedToo() throws Exception {
    try (Stepwell stepwell = stepwell("parameters", with("k1", FIRST))) {
      UUID run = stepwell
          .send(new EncryptedPatientReferred("north", "INSURANCE-1"))
          .runIds()
          .get(0);
      stepwell.await(run, LONG);
      String input =
          stepwell.decoded(requireNonNull(stepwell.runs().steps(run).get(0).input()));

      assertThat(input)
          .isEqualTo("{\"referral\":{\"hospital\":\"hospital of north\",\"reason\":\"PAIN\"}}");
      assertThat(StoredRows.of(postgres.getPostgresDatabase(), "parameters"))
          .anyMatch(row -> row.contains("hospital of north"))
          .noneMatch(row -> row.contains("INSURANCE-1") || row.contains("PAIN"));
    }
  }

  @Test
  void aFieldIsEncryptedBeforeTheClassThatMarksItIsUsed() throws Exception {
    try (Stepwell stepwell = stepwell("early", with("k1", FIRST))) {
      UUID run = stepwell.send(new EncryptedPinsWanted("Oslo")).runIds().get(0);

      assertThat(stepwell.await(run, LONG).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(StoredRows.of(postgres.getPostgresDatabase(), "early"))
          .anyMatch(row -> row.contains("Rome"))
          .noneMatch(row -> row.contains("PIN-1") || row.contains("PIN-2"))
          .noneMatch(row -> row.contains("CVC-1") || row.contains("CVC-2"))
          .noneMatch(row -> row.contains("IBAN-1") || row.contains("IBAN-2"));
    }
  }

  @Test
  void inMemoryTooAFieldIsEncryptedBeforeTheClassThatMarksItIsUsed() {
    FieldEncryption codec = with("k1", FIRST);
    TestStepwell.builder()
        .codec(codec)
        .json(JacksonMapping.withModules(codec.module()))
        .register(new DurablePinFlows())
        .build();

    assertThat(codec.fields()).contains("pin", "cvc", "iban");
  }

  @Test
  void jsonFromOutsideIsEncryptedTooAlsoWhenItsNamesAreEscaped() throws Exception {
    try (Stepwell stepwell = stepwell("outside", with("k1", FIRST))) {
      String data =
          "{\"ward\": \"north\", \"\\u0070atientId\": \"P-1\", \"findings\": [\"FINDING\"],"
              + " \"relative\": {\"city\": \"Rome\", \"phone\": \"PHONE\"}}";
      UUID run = stepwell
          .sendJson(List.of(new JsonEvent("encrypted/patient.admitted", data, null, null)))
          .get(0)
          .runIds()
          .get(0);
      awaitWait(stepwell, run);

      assertOnlyTheRestIsReadable("outside");
    }
  }

  @Test
  void aMissingKeyLosesNothing() throws Exception {
    UUID run;
    try (Stepwell stepwell = stepwell("keys", with("k1", FIRST))) {
      run = stepwell.send(ADA).runIds().get(0);
      awaitWait(stepwell, run);
    }
    try (Stepwell stepwell = stepwell("keys", with("k2", SECOND))) {
      stepwell.send(new PatientDischarged("P-1"));
      await()
          .during(Duration.ofSeconds(1))
          .atMost(LONG)
          .until(() -> !stepwell.runs().run(run).orElseThrow().status().isEnded());
    }
    FieldEncryption both = FieldEncryption.by(
        EncryptingCodec.with("k2", SECOND).andFormer("k1", FIRST).matchingKey(MATCHING));
    try (Stepwell stepwell = stepwell("keys", both)) {
      assertThat(stepwell.await(run, Duration.ofSeconds(90)).status())
          .isEqualTo(RunStatus.COMPLETED);
    }
  }

  @Test
  void aFailureFunctionReadsThemInMemory() {
    FieldEncryption codec = with("k1", FIRST);
    TestStepwell stepwell = TestStepwell.builder()
        .codec(codec)
        .json(JacksonMapping.withModules(codec.module()))
        .register(new DurablePatientFlows())
        .build();

    TestRun run = stepwell.send(ADA);
    stepwell.advance(Duration.ofDays(10));

    run.assertFailed();
    assertThat(stepwell.runs()).hasSize(2).last().satisfies(TestRun::assertCompleted);
  }

  @Test
  void whatWouldStoreFieldsInTheClearIsRejected() {
    assertThatThrownBy(() -> FieldEncryption.by(EncryptingCodec.with("k1", FIRST)))
        .hasMessageContaining("needs a matching key");

    TestStepwell forgotten = TestStepwell.builder()
        .codec(with("k1", FIRST))
        .register(new DurablePatientFlows())
        .build();
    assertThatThrownBy(() -> forgotten.send(ADA))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("module() to StepwellBuilder.json");
  }
}
