package dev.stepwell.spring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stepwell.runtime.EventSender;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.spring.app.BookingApplication;
import dev.stepwell.spring.app.BookingLog;
import dev.stepwell.spring.app.BookingService;
import dev.stepwell.spring.app.Bookings;
import dev.stepwell.spring.app.ScannedBookings;
import dev.stepwell.spring.app.SpringBookingNoted;
import dev.stepwell.spring.app.SpringBookingWanted;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The starter in an application with JPA, JDBC and Flyway. */
@Timeout(180)
@DirtiesContext
@SpringBootTest(
    classes = BookingApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {"stepwell.worker.enabled=true", "stepwell.backoff.first=1ms"})
class StarterTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Autowired
  private ApplicationContext context;

  @Autowired
  private Stepwell stepwell;

  @Autowired
  private EventSender sender;

  @Autowired
  private BookingService service;

  @Autowired
  private BookingLog log;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    StarterDatabase.register(registry);
  }

  private Run end(Sent sent) throws InterruptedException {
    return stepwell.await(sent.runIds().get(0), LONG);
  }

  @Test
  void functionsOfTheApplicationAreBeansAndOthersAreNot() {
    assertThat(context.getBean(Bookings.class).getClass().getSimpleName())
        .isEqualTo("DurableBookings");
    assertThat(context.getBeansOfType(ScannedBookings.class)).hasSize(1);
    assertThat(stepwell.functions())
        .extracting(StoredFunction::id)
        .containsExactlyInAnyOrder("book-seat", "note-booking");
  }

  @Test
  void aScannedComponentIsDurable() throws Exception {
    Run run = end(sender.send(new SpringBookingNoted("n1")));

    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(stepwell.runs().steps(run.id())).hasSize(1);
    assertThat(log.lines()).contains("note n1");
  }

  @Test
  void whatAStepDoesByJpaJdbcAndServicesCommitsWithItsOutcome() throws Exception {
    Run run = end(sender.send(new SpringBookingWanted("j1", 1)));

    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(service.count("seat-j1")).as("one entity and one row").isEqualTo(2);
    assertThat(log.lines()).filteredOn("save j1"::equals).hasSize(2);
  }

  @Test
  void aSendJoinsTheTransactionOfItsThread() throws Exception {
    Run run = end(service.order("o1", false));

    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    assertThatThrownBy(() -> service.order("o2", true)).hasMessage("the order is refused");
    assertThat(service.count("ordered-o2")).isZero();
    assertThat(log.lines()).doesNotContain("save o2");
  }

  @Test
  void aSendAfterTheCommitTakesEffectAtOnce() throws Exception {
    Sent sent = requireNonNull(service.orderAfterCommit("a1").get());

    assertThat(end(sent).status()).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void aSendInAReadOnlyTransactionIsRefusedWithTheReason() {
    assertThatThrownBy(() -> service.orderReadOnly("r1")).hasMessageContaining("read-only");
  }

  @Test
  void aCancellationJoinsToo() {
    assertThat(sender.cancel(new UUID(0, 1))).isFalse();
  }

  @Test
  void metersAreInTheRegistryOfTheApplication() throws Exception {
    end(sender.send(new SpringBookingNoted("m1")));

    MeterRegistry registry = context.getBean(MeterRegistry.class);
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(registry
                .get("stepwell.runs.ended")
                .tags("function", "note-booking", "status", "completed")
                .functionCounter()
                .count())
            .isPositive());
  }

  @Test
  void theContextHasASchemaOfItsOwn() {
    assertThat(context.getEnvironment().getProperty("stepwell.schema"))
        .startsWith("stepwell_test_");
  }
}
