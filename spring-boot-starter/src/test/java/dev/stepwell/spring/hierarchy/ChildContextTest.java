package dev.stepwell.spring.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.runtime.EventSender;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.spring.StarterDatabase;
import dev.stepwell.spring.autoconfigure.StepwellAutoConfiguration;
import dev.stepwell.spring.outside.DurableOutsideBookings;
import dev.stepwell.spring.outside.OutsideBookings;
import dev.stepwell.spring.outside.SpringOutsideWanted;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** A parent and a child context that both have the starter. */
@Timeout(180)
@ExtendWith(OutputCaptureExtension.class)
class ChildContextTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private static ConfigurableApplicationContext start(
      Class<?> parent, Class<?> child, WebApplicationType web, String... more) {
    List<String> arguments = new ArrayList<>(List.of(
        "--server.port=0",
        "--spring.datasource.url=" + StarterDatabase.url(),
        "--spring.flyway.enabled=false",
        "--spring.data.jpa.repositories.enabled=false"));
    arguments.addAll(List.of(more));
    return new SpringApplicationBuilder(parent)
        .web(WebApplicationType.NONE)
        .child(child)
        .web(web)
        .run(arguments.toArray(String[]::new));
  }

  private static ApplicationContext parent(ApplicationContext child) {
    return Objects.requireNonNull(child.getParent());
  }

  /** A context with the starter. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(exclude = HibernateJpaAutoConfiguration.class)
  static class Starter {}

  /** A context with the starter and functions. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(exclude = HibernateJpaAutoConfiguration.class)
  static class WithFunctions {
    @Bean
    OutsideBookings bookings() {
      return new DurableOutsideBookings();
    }
  }

  /** A context with a data source and a transaction manager, and without Stepwell. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      exclude = {HibernateJpaAutoConfiguration.class, StepwellAutoConfiguration.class})
  static class WithoutStepwell {}

  private static Run end(ApplicationContext context, Sent sent) throws InterruptedException {
    return context.getBean(Stepwell.class).await(sent.runIds().get(0), LONG);
  }

  private static boolean hasMeters(MeterRegistry registry) {
    return registry.getMeters().stream()
        .anyMatch(meter -> meter.getId().getName().equals("stepwell.runs.ended"));
  }

  @Test
  void theChildUsesTheStepwellOfItsParentAndLeavesItOpen() throws Exception {
    ConfigurableApplicationContext child =
        start(WithFunctions.class, Starter.class, WebApplicationType.SERVLET);
    try (ConfigurableApplicationContext parent = (ConfigurableApplicationContext) parent(child)) {
      assertThat(child.getBean(Stepwell.class)).isSameAs(parent.getBean(Stepwell.class));
      assertThat(end(child, child.getBean(EventSender.class).send(new SpringOutsideWanted("c")))
              .status())
          .isEqualTo(RunStatus.COMPLETED);

      child.close();

      assertThat(end(parent, parent.getBean(EventSender.class).send(new SpringOutsideWanted("p")))
              .status())
          .isEqualTo(RunStatus.COMPLETED);
      assertThat(hasMeters(parent.getBean(MeterRegistry.class))).isTrue();
    }
  }

  @Test
  void aChildOfAParentThatOnlySendsLeavesItOpen() {
    ConfigurableApplicationContext child = start(
        WithFunctions.class,
        WithFunctions.class,
        WebApplicationType.NONE,
        "--stepwell.worker.enabled=false");
    try (ConfigurableApplicationContext parent = (ConfigurableApplicationContext) parent(child)) {
      child.close();

      assertThat(parent
              .getBean(EventSender.class)
              .send(new SpringOutsideWanted("p"))
              .runIds())
          .hasSize(1);
      assertThat(parent.getBean(Stepwell.class).isAlive()).isTrue();
    }
  }

  @Test
  void functionsThatNobodyWouldExecuteAreRejected(CapturedOutput output) {
    assertThatThrownBy(() ->
            start(Starter.class, WithFunctions.class, WebApplicationType.NONE).close())
        .isNotNull();

    assertThat(output)
        .contains("the Stepwell of its parent context does not execute them: bookings")
        .contains("exclude StepwellAutoConfiguration there");
  }

  @Test
  void aChildJoinsTheTransactionsOfItsParent() throws Exception {
    ConfigurableApplicationContext child =
        start(WithoutStepwell.class, WithFunctions.class, WebApplicationType.NONE);
    try (ConfigurableApplicationContext parent = (ConfigurableApplicationContext) parent(child)) {
      TransactionTemplate transactions = parent.getBean(TransactionTemplate.class);
      EventSender sender = child.getBean(EventSender.class);
      Sent undone = transactions.execute(status -> {
        status.setRollbackOnly();
        return sender.send(new SpringOutsideWanted("u"));
      });
      Sent kept = transactions.execute(status -> sender.send(new SpringOutsideWanted("k")));

      assertThat(end(child, kept).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(child.getBean(Stepwell.class).runs().run(undone.runIds().get(0)))
          .isEmpty();
      child.close();
    }
  }
}
