package dev.stepwell.spring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.spring.app.BookedSeat;
import dev.stepwell.spring.app.BookedSeats;
import dev.stepwell.spring.app.BookingApplication;
import dev.stepwell.spring.app.BookingService;
import dev.stepwell.spring.app.NightBookings;
import dev.stepwell.spring.outside.OutsideBookings;
import dev.stepwell.spring.transaction.OpenTransactions;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PreInsertEventListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends that require a transaction; and a test that asks for more functions, and for no worker. */
@Timeout(180)
@DirtiesContext
@ActiveProfiles({"night", "granted"})
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

  @Autowired
  private BookedSeats seats;

  @Autowired
  private DataSource dataSource;

  @Autowired
  private EntityManagerFactory entities;

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
    PlatformTransactionManager manager = requireNonNull(transactions.getTransactionManager());
    transactions.executeWithoutResult(outer ->
        after(() -> inNew(manager, status -> sent.set(service.orderWithoutTransaction("z")))));

    assertThat(stepwell.runs().run(requireNonNull(sent.get()).runIds().get(0))).isPresent();
  }

  @Test
  void aTransactionThatFailsWithinACallbackLeavesTheOuterOneEnded() {
    DataSourceTransactionManager manager = new DataSourceTransactionManager(dataSource);
    manager.addListener(context.getBean(OpenTransactions.class));
    AtomicReference<Throwable> refused = new AtomicReference<>();
    new TransactionTemplate(manager)
        .executeWithoutResult(outer -> after(() -> {
          assertThatThrownBy(() -> inNew(
                  manager,
                  status -> before(() -> {
                    throw new IllegalStateException("not committed");
                  })))
              .hasMessage("not committed");
          refused.set(catchThrowable(() -> service.orderWithoutTransaction("lost")));
        }));

    assertThat(refused.get()).hasMessageContaining("without a transaction");
  }

  @Test
  void whatJpaSendsWhileItFlushesAtTheCommitJoins() {
    List<Sent> sent = new CopyOnWriteArrayList<>();
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    onInsert("flushed-", code -> {
      sent.add(service.orderWithoutTransaction(code));
      if (code.endsWith("refused")) {
        failure.set(new IllegalStateException("refused"));
        throw failure.get();
      }
    });

    transactions.executeWithoutResult(status -> seats.save(new BookedSeat("flushed-kept")));
    assertThatThrownBy(() -> transactions.executeWithoutResult(
            status -> seats.save(new BookedSeat("flushed-refused"))))
        .isNotNull();

    assertThat(failure.get()).isNotNull();
    assertThat(sent)
        .extracting(one -> stepwell.runs().run(one.runIds().get(0)).isPresent())
        .containsExactly(true, false);
  }

  private void onInsert(String prefix, Consumer<String> action) {
    PreInsertEventListener listener = event -> {
      if (event.getEntity() instanceof BookedSeat seat && seat.getCode().startsWith(prefix)) {
        action.accept(seat.getCode());
      }
      return false;
    };
    entities
        .unwrap(SessionFactoryImplementor.class)
        .getServiceRegistry()
        .requireService(EventListenerRegistry.class)
        .appendListeners(EventType.PRE_INSERT, listener);
  }

  private static void inNew(
      PlatformTransactionManager manager, Consumer<TransactionStatus> action) {
    TransactionTemplate inner = new TransactionTemplate(manager);
    inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    inner.executeWithoutResult(action);
  }

  private static void after(Runnable action) {
    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
      @Override
      public void afterCommit() {
        action.run();
      }
    });
  }

  private static void before(Runnable action) {
    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
      @Override
      public void beforeCommit(boolean readOnly) {
        action.run();
      }
    });
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
