package dev.stepwell.spring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.spring.app.BookingApplication;
import dev.stepwell.spring.app.BookingService;
import dev.stepwell.spring.app.NightBookings;
import dev.stepwell.spring.outside.OutsideBookings;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends that require a transaction; and a test that asks for more functions, and for no worker. */
@Timeout(180)
@DirtiesContext
@ActiveProfiles("night")
@Import(OutsideBookings.class)
@SpringBootTest(
    classes = BookingApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = "stepwell.send.transaction=require")
class SendTransactionTest {
  @Autowired
  private Stepwell stepwell;

  @Autowired
  private BookingService service;

  @Autowired
  private ApplicationContext context;

  @Autowired
  private TransactionTemplate transactions;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    StarterDatabase.register(registry);
  }

  @Test
  void aSendNeedsATransactionThatIsOpen() {
    assertThatThrownBy(() -> service.orderWithoutTransaction("x"))
        .hasMessageContaining("without a transaction")
        .hasMessageContaining("stepwell.send.transaction");
    assertThatThrownBy(() -> service.orderAfterCommit("x"))
        .hasMessageContaining("without a transaction");

    AtomicReference<Sent> sent = new AtomicReference<>();
    transactions.executeWithoutResult(status -> sent.set(service.orderWithoutTransaction("y")));

    assertThat(stepwell.runs().run(requireNonNull(sent.get()).runIds().get(0)))
        .hasValueSatisfying(run -> assertThat(run.status()).isEqualTo(RunStatus.QUEUED));
  }

  @Test
  void aTransactionWithinACallbackAfterACommitIsJoined() {
    AtomicReference<Sent> sent = new AtomicReference<>();
    transactions.executeWithoutResult(outer ->
        org.springframework.transaction.support.TransactionSynchronizationManager
            .registerSynchronization(
                new org.springframework.transaction.support.TransactionSynchronization() {
                  @Override
                  public void afterCommit() {
                    TransactionTemplate inner =
                        new TransactionTemplate(transactions.getTransactionManager());
                    inner.setPropagationBehavior(
                        org.springframework.transaction.TransactionDefinition
                            .PROPAGATION_REQUIRES_NEW);
                    inner.executeWithoutResult(
                        status -> sent.set(service.orderWithoutTransaction("z")));
                  }
                }));

    assertThat(stepwell.runs().run(requireNonNull(sent.get()).runIds().get(0))).isPresent();
  }

  @Test
  void aProfileAndAnImportAddFunctionsAndNoWorkerRuns() {
    assertThat(context.getBean(NightBookings.class).getClass().getSimpleName())
        .isEqualTo("DurableNightBookings");
    assertThat(context.getBean(OutsideBookings.class).getClass().getSimpleName())
        .isEqualTo("DurableOutsideBookings");
    assertThat(stepwell.insights().workers()).isEmpty();
  }
}
