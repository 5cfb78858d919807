package dev.stepwell.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.EventSender;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.testing.TestRun;
import dev.stepwell.testing.TestStepwell;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Encrypted runs in memory. */
class EncryptedInMemoryTest {
  private final TestStepwell stepwell = TestStepwell.builder()
      .codec(EncryptingCodec.with("k", "0123456789abcdef".getBytes(StandardCharsets.US_ASCII))
          .matchingKey("a key for matching".getBytes(StandardCharsets.US_ASCII)))
      .register(new DurableEncryptedFlows())
      .build();

  @Test
  void eventsMatchByDigests() {
    TestRun signed = stepwell.send(new EncryptedAccountWanted("TAX-1", "Ada"));
    TestRun refused = stepwell.send(new EncryptedAccountWanted("TAX-2", "Bob"));
    TestRun reviewed = stepwell.send(new EncryptedAccountReviewed("TAX-2", "Bob"));
    TestRun other = stepwell.send(new EncryptedAccountReviewed("TAX-4", "Bob"));

    EventSender sender = stepwell.sender();
    sender.send(new AccountSigned("TAX-3", "nobody's"));
    sender.send(new AccountSigned("TAX-1", "hers"));
    sender.send(new EncryptedAccountRefused("TAX-2"));
    assertThat(signed.status()).as("nothing is executed yet").isEqualTo(RunStatus.WAITING);
    stepwell.executeDue();

    signed.assertCompleted("Dear Ada, signed");
    assertThat(refused.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(reviewed.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(other.status()).isEqualTo(RunStatus.WAITING);
    assertThat(sender.cancel(UUID.randomUUID())).isFalse();
  }
}
