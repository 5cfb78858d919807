package dev.stepwell.spring.processed;

import dev.stepwell.runtime.EventSender;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.spring.outside.DurableOutsideBookings;
import dev.stepwell.spring.outside.OutsideBookings;
import java.time.Duration;
import java.util.List;
import org.springframework.aot.AotDetector;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** An application that is processed ahead of time: it runs a function, and reports what it saw. */
@SpringBootApplication(exclude = HibernateJpaAutoConfiguration.class)
public class ProcessedApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(ProcessedApplication.class, arguments).close();
  }

  @Bean
  OutsideBookings bookings() {
    return new DurableOutsideBookings();
  }

  @Bean
  CommandLineRunner report(Stepwell stepwell, EventSender sender) {
    return arguments -> {
      Run run = stepwell.await(
          sender.send(new SpringProcessedWanted("Ada")).runIds().get(0), Duration.ofSeconds(60));
      List<String> functions =
          stepwell.functions().stream().map(StoredFunction::id).sorted().toList();
      System.out.println("REPORT processed=" + AotDetector.useGeneratedArtifacts() + " "
          + run.status() + " " + run.output() + " " + functions);
    };
  }
}
