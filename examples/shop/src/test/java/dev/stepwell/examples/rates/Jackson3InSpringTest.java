package dev.stepwell.examples.rates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.examples.shop.ShopDatabase;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** {@code stepwell-jackson3} in an application on Boot 4: its own types and components of Jackson 3 are stored and read. */
@Timeout(180)
@DirtiesContext
@SpringBootTest(
    classes = RatesApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {"stepwell.worker.enabled=true", "spring.flyway.enabled=false"})
class Jackson3InSpringTest {
  @Autowired
  private Stepwell stepwell;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    registry.add("spring.datasource.url", ShopDatabase::url);
    registry.add("spring.datasource.username", () -> "postgres");
  }

  @Test
  void valuesOfJackson3AreStoredAndReadBack() throws Exception {
    UUID run = stepwell.send(new RatesConversionWanted("euro")).runIds().get(0);

    Run ended = stepwell.await(run, Duration.ofSeconds(60));

    assertThat(ended.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(ended.output()).isEqualTo("\"405 ct\"");
    assertThat(stepwell.runs().steps(run))
        .extracting(step -> step.result())
        .containsExactly("\"400 ct\"", "\"405 ct\"");
  }
}
