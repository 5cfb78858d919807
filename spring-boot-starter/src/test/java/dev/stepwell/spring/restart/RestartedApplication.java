package dev.stepwell.spring.restart;

import dev.stepwell.runtime.EventSender;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.context.annotation.Bean;

/** An application under DevTools: it runs a function, reports what it saw, and restarts for each line that it reads. */
@SpringBootApplication(exclude = HibernateJpaAutoConfiguration.class)
public class RestartedApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(RestartedApplication.class, arguments);
  }

  @Bean
  CommandLineRunner report(Stepwell stepwell, EventSender sender) {
    return arguments -> {
      Run run = stepwell.await(
          sender.send(new SpringRestartGreeted("Ada")).runIds().get(0), Duration.ofSeconds(60));
      long alive = stepwell.insights().workers().stream()
          .filter(dev.stepwell.runtime.model.WorkerInfo::alive)
          .count();
      System.out.println("REPORT " + run.status() + " "
          + getClass().getClassLoader().getClass().getSimpleName() + " workers=" + alive
          + " threads=" + threads());
      Thread reader = new Thread(RestartedApplication::restartOnLine, "restart-reader");
      reader.setDaemon(true);
      reader.start();
    };
  }

  /** The threads of all Stepwells of this process. */
  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("stepwell"))
        .count();
  }

  private static void restartOnLine() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      if (line == null) {
        System.exit(0);
      }
      Restarter.getInstance().restart();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
