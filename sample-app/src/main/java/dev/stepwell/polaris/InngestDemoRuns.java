package dev.stepwell.polaris;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwell.polaris.AttemptLog.Called;
import dev.stepwell.runtime.middleware.RunInfo;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Runs that an Inngest server stores: their ends come from its API, their steps from this process. */
final class InngestDemoRuns implements DemoRuns {
  private static final Duration LONG = Duration.ofMinutes(15);
  private static final long PAUSE_MILLIS = 100;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final String origin;
  private final AttemptLog log;

  InngestDemoRuns(String origin, AttemptLog log) {
    this.origin = origin;
    this.log = log;
  }

  @Override
  public Ended await(Sent sent) throws InterruptedException {
    Called called = called(sent);
    RunInfo run = called.run();
    JsonNode stored = stored(called);
    Instant until = Instant.now().plus(LONG);
    while (!isEnded(stored) && Instant.now().isBefore(until)) {
      Thread.sleep(PAUSE_MILLIS);
      stored = stored(called);
    }
    RunStatus status = status(stored);
    JsonNode output = stored.path("output");
    return new Ended(
        run.functionId(),
        called.serverId(),
        status,
        log.steps(run.runId()),
        status == RunStatus.FAILED ? error(output) : null,
        status == RunStatus.COMPLETED ? output.toString() : null);
  }

  private static ErrorInfo error(JsonNode output) {
    return new ErrorInfo(
        output.path("name").asText("Error"),
        output.path("message").asText(),
        null,
        output.path("stepId").asText(null),
        output.path("attempts").asInt());
  }

  @Override
  public void awaitStep(Sent sent, String stepId) throws InterruptedException {
    Called run = called(sent);
    while (log.steps(run.run().runId()).stream().noneMatch(step -> step.id().equals(stepId))
        && !isEnded(stored(run))) {
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** The run that this event has started, once the server has called it. */
  private Called called(Sent sent) throws InterruptedException {
    Instant until = Instant.now().plus(LONG);
    @Nullable Called run = log.startedBy(sent.eventId());
    while (run == null && Instant.now().isBefore(until)) {
      Thread.sleep(PAUSE_MILLIS);
      run = log.startedBy(sent.eventId());
    }
    if (run == null) {
      throw new IllegalStateException("the Inngest server at " + origin
          + " has not called a function for event " + sent.eventId() + " in " + LONG);
    }
    return run;
  }

  private JsonNode stored(Called run) throws InterruptedException {
    URI uri = URI.create(origin + "/v1/runs/" + run.serverId());
    try {
      HttpResponse<byte[]> response =
          http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
      return json.readTree(response.body()).path("data");
    } catch (IOException e) {
      throw new IllegalStateException("the Inngest server at " + origin + " did not answer", e);
    }
  }

  private static boolean isEnded(JsonNode stored) {
    return status(stored).isEnded();
  }

  private static RunStatus status(JsonNode stored) {
    return switch (stored.path("status").asText("").toUpperCase(Locale.ROOT)) {
      case "COMPLETED" -> RunStatus.COMPLETED;
      case "FAILED", "OVERFLOWED" -> RunStatus.FAILED;
      case "CANCELLED" -> RunStatus.CANCELLED;
      case "SKIPPED" -> RunStatus.SKIPPED;
      default -> RunStatus.RUNNING;
    };
  }
}
