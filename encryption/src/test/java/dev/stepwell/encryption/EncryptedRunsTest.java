package dev.stepwell.encryption;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stepwell.runtime.SendOptions;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.codec.PayloadCodec;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Encrypted runs on Postgres. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncryptedRunsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final byte[] FIRST = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SECOND = "fedcba9876543210".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern DIGEST = Pattern.compile("hmac [^,\")]+");
  private static final byte[] MATCHING = "a key for matching".getBytes(StandardCharsets.US_ASCII);

  private EmbeddedPostgres postgres;

  @BeforeAll
  void start() throws Exception {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  void stop() throws Exception {
    postgres.close();
  }

  private Stepwell stepwell(String schema, PayloadCodec codec) {
    return Stepwell.on(postgres.getPostgresDatabase())
        .schema(schema)
        .codec(codec)
        .register(new DurableEncryptedFlows())
        .start();
  }

  private static UUID open(Stepwell stepwell, String taxId) {
    return stepwell
        .send(new EncryptedAccountWanted(taxId, "Ada " + taxId))
        .runIds()
        .get(0);
  }

  private static void awaitWait(Stepwell stepwell, UUID run) {
    await()
        .atMost(LONG)
        .until(() -> stepwell.runs().run(run).orElseThrow().status() == RunStatus.WAITING);
  }

  @Test
  void nothingIsStoredInTheClearAndEventsMatchAllTheSame() throws Exception {
    try (Stepwell stepwell =
        stepwell("secretive", EncryptingCodec.with("k1", FIRST).matchingKey(MATCHING))) {
      UUID signed = open(stepwell, "TAX-1");
      UUID refused = open(stepwell, "TAX-2");
      awaitWait(stepwell, signed);
      awaitWait(stepwell, refused);
      assertThat(stepwell.send(new EncryptedAccountWanted("TAX-1", "again")).runIds())
          .as("one run for each idempotency key")
          .doesNotContainNull()
          .allMatch(signed::equals);

      stepwell.send(new EncryptedAccountRefused("TAX-2"));
      stepwell.send(new AccountSigned("TAX-3", "nobody's"));
      stepwell.send(new AccountSigned("TAX-1", "her signature"), SendOptions.NONE);

      Run run = stepwell.await(signed, LONG);
      assertThat(stepwell.decoded(requireNonNull(run.output())))
          .isEqualTo("\"Dear Ada TAX-1, signed\"");
      assertThat(stepwell.await(refused, LONG).status()).isEqualTo(RunStatus.CANCELLED);
      assertThat(StoredRows.of(postgres.getPostgresDatabase(), "secretive"))
          .isNotEmpty()
          .noneMatch(
              row -> row.contains("TAX-") || row.contains("Ada") || row.contains("her signature"));
    }
  }

  /** Otherwise who reads the table could guess the values. */
  @Test
  void keysOfConditionsDependOnTheMatchingKey() throws Exception {
    List<String> keys = new ArrayList<>();
    for (byte[] matching : List.of(MATCHING, FIRST)) {
      String schema = "conditions" + keys.size();
      try (Stepwell stepwell =
          stepwell(schema, EncryptingCodec.with("k1", FIRST).matchingKey(matching))) {
        Sent sent = stepwell.send(new EncryptedAccountReviewed("TAX-1", "Ada"));
        StoredRows.of(postgres.getPostgresDatabase(), schema).stream()
            .filter(row -> row.startsWith("cancellation"))
            .flatMap(row -> DIGEST.matcher(row).results())
            .forEach(digest -> keys.add(digest.group()));
        stepwell.send(new EncryptedAccountRefused("TAX-1"));
        assertThat(stepwell.await(sent.runIds().get(0), LONG).status())
            .isEqualTo(RunStatus.CANCELLED);
      }
    }
    assertThat(keys).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void aMissingKeyLosesNothing() throws Exception {
    UUID run;
    try (Stepwell stepwell = stepwell("rotating", EncryptingCodec.with("k1", FIRST))) {
      run = open(stepwell, "TAX-9");
      awaitWait(stepwell, run);
      stepwell.send(new AccountSigned("TAX-8", "x"));
    }

    try (Stepwell stepwell = stepwell("rotating", EncryptingCodec.with("k2", SECOND))) {
      stepwell.send(new AccountSigned("TAX-9", "y"));
      await()
          .during(Duration.ofSeconds(1))
          .atMost(LONG)
          .until(() -> !stepwell.runs().run(run).orElseThrow().status().isEnded());
    }

    try (Stepwell stepwell =
        stepwell("rotating", EncryptingCodec.with("k2", SECOND).andFormer("k1", FIRST))) {
      Run ended = stepwell.await(run, Duration.ofSeconds(90));
      assertThat(stepwell.decoded(requireNonNull(ended.output())))
          .isEqualTo("\"Dear Ada TAX-9, signed\"");
    }
  }
}
