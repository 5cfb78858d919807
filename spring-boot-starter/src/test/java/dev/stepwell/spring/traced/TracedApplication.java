package dev.stepwell.spring.traced;

import dev.stepwell.runtime.EventSender;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.spring.StarterDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts on a database of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = HibernateJpaAutoConfiguration.class)
public class TracedApplication {
  /** Starts with these properties, and with more beans. */
  public static ConfigurableApplicationContext start(Class<?> beans, String... properties) {
    return startOn(StarterDatabase.url(), beans, properties);
  }

  /** Starts on this database. */
  public static ConfigurableApplicationContext startOn(
      String url, Class<?> beans, String... properties) {
    SpringApplication application = new SpringApplication(TracedApplication.class, beans);
    application.setWebApplicationType(WebApplicationType.NONE);
    List<String> arguments = new ArrayList<>(List.of(
        "--spring.datasource.url=" + url,
        "--spring.flyway.enabled=false",
        "--spring.data.jpa.repositories.enabled=false",
        "--stepwell.backoff.first=1ms"));
    for (String property : properties) {
      arguments.add("--" + property);
    }
    return application.run(arguments.toArray(String[]::new));
  }

  /** Sends, and waits for the end of the run. */
  public static Run end(ConfigurableApplicationContext context, Record event)
      throws InterruptedException {
    return context
        .getBean(Stepwell.class)
        .await(
            context.getBean(EventSender.class).send(event).runIds().get(0), Duration.ofSeconds(60));
  }
}
