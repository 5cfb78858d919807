package dev.stepwell.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stepwell.runtime.EventSender;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.spring.app.BookingApplication;
import dev.stepwell.spring.app.BookingLog;
import dev.stepwell.spring.app.SpringBookingNoted;
import dev.stepwell.spring.app.SpringBookingWanted;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** An application from its start to its stop, outside of tests of Spring. */
@Timeout(180)
class LifecycleInSpringTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final String url = StarterDatabase.url();

  private ConfigurableApplicationContext start(String... more) {
    List<String> arguments = new java.util.ArrayList<>(List.of(
        "--spring.datasource.url=" + url,
        "--spring.datasource.username=postgres",
        "--spring.main.web-application-type=none"));
    arguments.addAll(List.of(more));
    return SpringApplication.run(BookingApplication.class, arguments.toArray(String[]::new));
  }

  @Test
  void whatAProcessWithoutWorkerSendsIsExecutedByAnotherBeforeItsBeansClose() {
    Sent sent;
    try (ConfigurableApplicationContext sending = start("--stepwell.worker.enabled=false")) {
      sent = sending.getBean(EventSender.class).send(new SpringBookingNoted("l1"));
      assertThat(sending.getBean(Stepwell.class).insights().workers()).isEmpty();
    }

    BookingLog log;
    try (ConfigurableApplicationContext executing = start("--stepwell.worker.name=spring-1")) {
      log = executing.getBean(BookingLog.class);
      Stepwell stepwell = executing.getBean(Stepwell.class);
      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(
                  stepwell.runs().run(sent.runIds().get(0)).orElseThrow().status())
              .isEqualTo(RunStatus.COMPLETED));
      assertThat(stepwell.insights().workers().get(0).name()).isEqualTo("spring-1");
      assertThat(executing.getEnvironment().getProperty("stepwell.schema")).isEqualTo("bookings");
    }
    assertThat(log.lines()).containsExactly("note l1", "closed");
  }

  @Test
  void threadsAreVirtualUnlessThePropertySaysNo() throws Exception {
    boolean hasVirtual = Runtime.version().feature() >= 21;
    for (boolean enabled : List.of(true, false)) {
      try (ConfigurableApplicationContext context =
          start("--spring.threads.virtual.enabled=" + enabled)) {
        Stepwell stepwell = context.getBean(Stepwell.class);
        Sent sent = context
            .getBean(EventSender.class)
            .send(new SpringBookingWanted("thread-" + enabled, 0));

        assertThat(stepwell.await(sent.runIds().get(0), LONG).output())
            .isEqualTo(enabled && hasVirtual ? "\"virtual\"" : "\"platform\"");
      }
    }
  }

  @Test
  void liquibaseCreatesTheTablesOfTheApplicationFirst() {
    try (ConfigurableApplicationContext context = start(
        "--spring.flyway.enabled=false",
        "--spring.liquibase.enabled=true",
        "--spring.liquibase.change-log=classpath:/db/seats.sql")) {
      List<String> order = List.of(context.getBeanFactory().getDependenciesForBean("stepwell"));
      assertThat(context.getBeanFactory().getMergedBeanDefinition("stepwell").getDependsOn())
          .contains("liquibase");
      assertThat(order).contains("liquibase");
    }
  }
}
