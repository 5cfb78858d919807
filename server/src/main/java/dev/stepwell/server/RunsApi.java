package dev.stepwell.server;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.StepRecord;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/runs}: runs out, and their cancellation. */
final class RunsApi {
  private static final int MOST = 100;

  private final Stepwell stepwell;

  RunsApi(Stepwell stepwell) {
    this.stepwell = stepwell;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/runs", this::list);
    routes.get("/api/runs/{id}", this::show);
    routes.post("/api/runs/{id}/cancel", this::cancel);
  }

  /** A run in a list. */
  record Summary(
      UUID id,
      String function,
      String event,
      String status,
      String createdAt,
      @Nullable String startedAt,
      @Nullable String endedAt,
      @Nullable String dueAt,
      @Nullable String cancelledBy) {
    static Summary of(Run run) {
      return new Summary(
          run.id(),
          run.functionId(),
          run.eventId(),
          run.status().word(),
          run.createdAt().toString(),
          text(run.startedAt()),
          text(run.endedAt()),
          text(run.dueAt()),
          run.cancelledBy());
    }
  }

  /** A step of a run. */
  record Step(
      String id,
      String status,
      int attempts,
      String startedAt,
      String endedAt,
      @Nullable String dueAt,
      @Nullable ErrorInfo error) {
    static Step of(StepRecord step) {
      return new Step(
          step.id(),
          step.status().word(),
          step.attempts(),
          step.startedAt().toString(),
          step.endedAt().toString(),
          text(step.dueAt()),
          step.error());
    }
  }

  /** A run with its steps. */
  record Shown(Summary run, @Nullable ErrorInfo error, List<Step> steps) {}

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private void list(Context request) {
    request.json(stepwell.runs().newest(request.queryParam("function"), MOST).stream()
        .map(Summary::of)
        .toList());
  }

  private void show(Context request) {
    Run run = run(request);
    request.json(new Shown(
        Summary.of(run),
        run.error(),
        stepwell.runs().steps(run.id()).stream().map(Step::of).toList()));
  }

  private void cancel(Context request) {
    Run run = run(request);
    if (!stepwell.cancel(run.id())) {
      throw new Problem(
          409, "Conflict", "run " + run.id() + " has ended, so it cannot be cancelled any more");
    }
    request.json(Summary.of(run(request)));
  }

  private Run run(Context request) {
    String id = request.pathParam("id");
    try {
      return stepwell
          .runs()
          .run(UUID.fromString(id))
          .orElseThrow(() -> Problems.missing("there is no run " + id));
    } catch (IllegalArgumentException e) {
      throw Problems.missing("there is no run " + id + ": a run's id is a UUID");
    }
  }
}
