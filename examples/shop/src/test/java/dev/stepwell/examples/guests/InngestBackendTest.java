package dev.stepwell.examples.guests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.EventSender;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;

/** The starter with {@code stepwell.backend=inngest}, on the version of Spring Boot of this module. */
@Timeout(180)
@DirtiesContext
@SpringBootTest(
    classes = GuestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "stepwell.backend=inngest",
      "stepwell.worker.enabled=true",
      "spring.application.name=hotel",
      "INNGEST_DEV=http://localhost:1"
    })
class InngestBackendTest {
  private static final String CALL = """
      {"ctx": {"run_id": "01KB8Q4Y6V3J0N7W2Z5X9R1T8C", "attempt": 0, "max_attempts": 5},
       "event": {"name": "guests/came", "data": {"name": "ann"}},
       "steps": {}}
      """;

  @Value("${local.server.port}")
  private int port;

  @Autowired
  private EventSender sender;

  @Test
  void aCallOfTheServerExecutesTheFunction() throws Exception {
    HttpResponse<String> response = HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(
                    "http://localhost:" + port + "/api/inngest?fnId=hotel-greet-guest&stepId=step"))
                .POST(HttpRequest.BodyPublishers.ofString(CALL))
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(206);
    assertThat(response.body())
        .contains("\"op\":\"StepRun\"", "hello ann")
        .as("a call ends with its step")
        .doesNotContain("RunComplete");
    assertThat(sender.getClass().getSimpleName()).isEqualTo("InngestEventSender");
  }
}
