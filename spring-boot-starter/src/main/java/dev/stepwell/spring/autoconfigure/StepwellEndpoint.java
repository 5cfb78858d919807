package dev.stepwell.spring.autoconfigure;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.FunctionStatistics;
import dev.stepwell.runtime.model.Health;
import dev.stepwell.runtime.model.Queue;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.WorkerInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** What Stepwell does, for operators: functions, workers, backlog and parts of this process. It shows no payloads. */
@Endpoint(id = "stepwell")
public final class StepwellEndpoint {
  private final Stepwell stepwell;

  StepwellEndpoint(Stepwell stepwell) {
    this.stepwell = stepwell;
  }

  /** All of it. */
  @ReadOperation
  public Map<String, Object> overview() {
    Map<String, Object> overview = new LinkedHashMap<>();
    overview.put("backlog", backlog(stepwell.insights().queue()));
    overview.put("functions", functions());
    overview.put(
        "workers",
        stepwell.insights().workers().stream().map(StepwellEndpoint::worker).toList());
    overview.put(
        "parts", stepwell.health().parts().stream().map(StepwellEndpoint::part).toList());
    return overview;
  }

  private static Map<String, Object> backlog(Queue queue) {
    return Map.of(
        "due", queue.due(),
        "waiting", queue.waiting(),
        "running", queue.running(),
        "complete", queue.complete());
  }

  private List<Map<String, Object>> functions() {
    Map<String, FunctionStatistics> here = new LinkedHashMap<>();
    stepwell.statistics().forEach(counted -> here.put(counted.functionId(), counted));
    List<Map<String, Object>> functions = new ArrayList<>();
    for (StoredFunction function : stepwell.functions()) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("id", function.id());
      shown.put("events", function.events());
      shown.put("paused", function.isPaused());
      FunctionStatistics counted = here.get(function.id());
      if (counted != null) {
        shown.put("here", statistics(counted));
      }
      functions.add(shown);
    }
    return functions;
  }

  private static Map<String, Object> statistics(FunctionStatistics counted) {
    return Map.of(
        "started", counted.started(),
        "completed", counted.completed(),
        "failed", counted.failed(),
        "cancelled", counted.cancelled(),
        "steps", counted.steps(),
        "failedAttempts", counted.failedAttempts());
  }

  private static Map<String, Object> worker(WorkerInfo worker) {
    return Map.of(
        "name", worker.name(),
        "alive", worker.alive(),
        "running", worker.running(),
        "startedAt", worker.startedAt().toString(),
        "heartbeatAt", worker.heartbeatAt().toString());
  }

  private static Map<String, Object> part(Health.Part part) {
    return Map.of("name", part.name(), "state", part.state().name());
  }
}
