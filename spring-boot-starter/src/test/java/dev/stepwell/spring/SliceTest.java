package dev.stepwell.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.spring.app.BookingApplication;
import dev.stepwell.spring.app.BookingLog;
import dev.stepwell.spring.app.BookingService;
import dev.stepwell.spring.app.SpringBookingWanted;
import dev.stepwell.spring.test.StepwellTest;
import dev.stepwell.testing.TestRun;
import dev.stepwell.testing.TestStepwell;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** {@code @StepwellTest} on the beans of the application. */
@Timeout(180)
@DirtiesContext
@StepwellTest(classes = BookingApplication.class)
class SliceTest {
  @Autowired
  private TestStepwell stepwell;

  @Autowired
  private BookingService service;

  @Autowired
  private BookingLog log;

  @Autowired
  private ApplicationContext context;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    StarterDatabase.register(registry);
  }

  @Test
  void timeIsTheTests() {
    assertThat(stepwell.runs()).isEmpty();

    TestRun run = stepwell.send(new SpringBookingWanted("s1", 1));
    assertThat(log.lines()).filteredOn("save s1"::equals).hasSize(1);
    assertThat(service.count("seat-s1")).as("rolled back").isZero();

    stepwell.advance(Duration.ofMinutes(1));

    assertThat(service.count("seat-s1")).isEqualTo(2);
    assertThat(run.step("save").attempts()).isEqualTo(2);
  }

  @Test
  void whatAServiceSendsIsExecutedAfterItsTransaction() {
    assertThat(stepwell.runs()).as("each method begins with none").isEmpty();

    service.order("s2", false);
    assertThatThrownBy(() -> service.order("s3", true)).hasMessage("the order is refused");

    assertThat(service.count("seat-s2")).isEqualTo(2);
    assertThat(log.lines()).contains("save s2").doesNotContain("save s3");
  }

  @Test
  void thereIsNoOtherStepwell() {
    assertThat(context.getBeanProvider(Stepwell.class).getIfAvailable()).isNull();
  }
}
