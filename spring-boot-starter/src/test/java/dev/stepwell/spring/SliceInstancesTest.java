package dev.stepwell.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.spring.app.BookingApplication;
import dev.stepwell.spring.app.BookingLog;
import dev.stepwell.spring.app.BookingService;
import dev.stepwell.spring.test.StepwellTest;
import dev.stepwell.testing.TestStepwell;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Each method of a {@code @StepwellTest} begins without runs, whichever instances JUnit creates for it. */
@Timeout(180)
@DirtiesContext
@StepwellTest(classes = BookingApplication.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
class SliceInstancesTest {
  @Autowired
  private TestStepwell stepwell;

  @Autowired
  private BookingService service;

  @Autowired
  private BookingLog log;

  private @Nullable Instant began;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    StarterDatabase.register(registry);
  }

  /** What the application sends arrives in the TestStepwell of the test, and nothing is left of earlier methods. */
  private void assertFresh(TestStepwell used) {
    assertThat(used).isSameAs(stepwell);
    assertThat(used.runs()).isEmpty();
    if (began != null) {
      assertThat(Duration.between(began, used.now())).isLessThan(Duration.ofDays(1));
    }
    began = used.now();

    service.orderWithoutTransaction("i" + log.lines().size());
    used.advance(Duration.ofDays(3));

    assertThat(used.runs()).hasSize(1);
  }

  @RepeatedTest(2)
  void oneInstanceForAllMethods() {
    assertFresh(stepwell);
  }

  @Test
  void theParameterIsTheTestsOwn(@Autowired TestStepwell parameter) {
    assertFresh(parameter);
  }

  @Nested
  class InANewInstancePerMethod {
    @Autowired
    private TestStepwell own;

    @RepeatedTest(2)
    void theOuterInstanceSeesTheSame() {
      assertFresh(own);
    }
  }

  @Nested
  class InAConstructor {
    private final TestStepwell constructed;

    InAConstructor(@Autowired TestStepwell constructed) {
      this.constructed = constructed;
    }

    @RepeatedTest(2)
    void theParameterIsTheTestsOwn() {
      assertFresh(constructed);
    }
  }
}
