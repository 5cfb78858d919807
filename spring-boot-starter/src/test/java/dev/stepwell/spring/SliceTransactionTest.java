package dev.stepwell.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.runtime.EventSender;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.spring.app.BookingApplication;
import dev.stepwell.spring.app.BookingService;
import dev.stepwell.spring.app.SpringBookingWanted;
import dev.stepwell.spring.test.StepwellTest;
import dev.stepwell.testing.TestRun;
import dev.stepwell.testing.TestStepwell;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** In a {@code @StepwellTest}, transactions decide about sends and cancellations as they do in the application. */
@Timeout(180)
@DirtiesContext
@StepwellTest(classes = BookingApplication.class)
@TestPropertySource(properties = "stepwell.send.transaction=require")
class SliceTransactionTest {
  @Autowired
  private TestStepwell stepwell;

  @Autowired
  private BookingService service;

  @Autowired
  private EventSender sender;

  @Autowired
  private TransactionTemplate transactions;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    StarterDatabase.register(registry);
  }

  @Test
  void aSendThatNeedsATransactionFailsWithoutOne() {
    assertThatThrownBy(() -> service.orderWithoutTransaction("t1"))
        .hasMessageContaining("without a transaction");
    assertThatThrownBy(() -> service.orderAfterCommit("t2"))
        .hasMessageContaining("without a transaction");
    assertThatThrownBy(() -> service.orderReadOnly("t3"))
        .hasMessageContaining("in a read-only transaction");

    assertThat(stepwell.runs()).isEmpty();
  }

  @Test
  void aCancellationTakesEffectWithTheCommit() {
    TestRun run = stepwell.send(new SpringBookingWanted("t4", 1));
    UUID id = run.id();
    assertThat(run.status().isEnded()).isFalse();

    transactions.executeWithoutResult(status -> {
      assertThat(sender.cancel(id)).isTrue();
      status.setRollbackOnly();
    });
    assertThat(run.status().isEnded()).as("rolled back").isFalse();

    transactions.executeWithoutResult(status -> assertThat(sender.cancel(id)).isTrue());
    assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
    transactions.executeWithoutResult(status -> assertThat(sender.cancel(id)).isFalse());
  }

  @Test
  void whatIsSentAndCancelledInOneTransactionIsNotExecuted() {
    transactions.executeWithoutResult(
        status -> service.orderWithoutTransaction("t5").runIds().forEach(sender::cancel));

    assertThat(stepwell.runs())
        .singleElement()
        .satisfies(run -> assertThat(run.status()).isEqualTo(RunStatus.CANCELLED));
    assertThat(service.count("seat-t5")).isZero();
  }

  /** With a transaction mode of its own. */
  @Nested
  @TestPropertySource(properties = "stepwell.send.transaction=ignore")
  class ThatIgnoresTransactions {
    @Autowired
    private TestStepwell ignoring;

    @Autowired
    private BookingService orders;

    @Test
    void aRollbackUndoesNothing() {
      assertThatThrownBy(() -> orders.order("t6", true)).hasMessage("the order is refused");
      ignoring.advance(Duration.ofDays(1));

      assertThat(ignoring.runs()).singleElement().satisfies(TestRun::assertCompleted);
      assertThat(orders.count("seat-t6")).isEqualTo(2);
    }
  }
}
