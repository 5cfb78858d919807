package dev.stepwell.spring.misplaced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.spring.StarterDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application does not start with aspects on functions and steps that would lose writes, or do nothing. */
@Timeout(180)
@ExtendWith(OutputCaptureExtension.class)
class MisplacedAspectsTest {
  private static void start(Class<?> configuration) {
    SpringApplication application = new SpringApplication(configuration);
    application.setWebApplicationType(WebApplicationType.NONE);
    application
        .run(
            "--spring.datasource.url=" + StarterDatabase.url(),
            "--spring.flyway.enabled=false",
            "--spring.data.jpa.repositories.enabled=false")
        .close();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(exclude = HibernateJpaAutoConfiguration.class)
  static class WithPostings {
    @Bean
    Postings postings() {
      return new DurablePostings();
    }
  }

  @Test
  void aTransactionAroundAFunction(CapturedOutput output) {
    assertThatThrownBy(() -> start(WithPostings.class)).isNotNull();

    assertThat(output)
        .contains(
            "@Transactional on dev.stepwell.spring.misplaced.Postings.post cannot take effect")
        .contains("@Step(transactional = true)");
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(exclude = HibernateJpaAutoConfiguration.class)
  static class WithMailings {
    @Bean
    Mailings mailings() {
      return new DurableMailings();
    }
  }

  @Test
  void aCacheAroundAStep(CapturedOutput output) {
    assertThatThrownBy(() -> start(WithMailings.class)).isNotNull();

    assertThat(output)
        .contains("@Cacheable on dev.stepwell.spring.misplaced.Mailings.send cannot take effect")
        .contains("the result of a step is stored");
  }
}
