package dev.stepwell.server.runs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.server.http.JsonBody;
import dev.stepwell.server.http.Parameters;
import dev.stepwell.server.http.Problem;
import dev.stepwell.server.secrets.Redaction;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/runs}: runs out, their cancellation and their repetition. */
public final class RunsApi {
  private final Stepwell stepwell;
  private final RunReader reader;

  /** Shows runs as the reader reads them, and changes them through the front door. */
  public RunsApi(Stepwell stepwell, RunReader reader) {
    this.stepwell = stepwell;
    this.reader = reader;
  }

  /** Adds its routes. */
  public void addTo(RoutesConfig routes) {
    routes.get(
        "/api/runs", request -> request.json(reader.page(RunQuery.of(Parameters.of(request)))));
    routes.get("/api/runs/{id}", request -> request.json(reader.shown(run(request))));
    routes.get("/api/runs/{id}/output", request -> request.json(reader.output(run(request))));
    routes.get(
        "/api/runs/{id}/steps/<step>",
        request -> request.json(reader.step(run(request), request.pathParam("step"))));
    routes.post("/api/runs/{id}/cancel", this::cancel);
    routes.post("/api/runs/{id}/rerun", this::rerun);
  }

  private Run run(Context request) {
    return reader.run(request.pathParam("id"));
  }

  private void cancel(Context request) {
    Run run = run(request);
    if (!stepwell.cancel(run.id())) {
      throw new Problem(
          409, "Conflict", "run " + run.id() + " has ended, so it cannot be cancelled any more");
    }
    request.json(RunJson.Summary.of(run(request), Redaction.NONE));
  }

  private void rerun(Context request) {
    Run run = run(request);
    String step = fromStep(JsonBody.of(request));
    UUID again;
    try {
      again = step == null ? stepwell.rerun(run.id()) : stepwell.rerun(run.id(), step);
    } catch (IllegalStateException e) {
      throw new Problem(409, "Conflict", String.valueOf(e.getMessage()));
    } catch (NoSuchElementException e) {
      throw Problem.missing(String.valueOf(e.getMessage()));
    }
    request.status(202);
    request.json(RunJson.Summary.of(stepwell.runs().run(again).orElseThrow(), Redaction.NONE));
  }

  /** The step that the request names; null for the whole run. */
  private static @Nullable String fromStep(JsonNode node) {
    if (node.isMissingNode()) {
      return null;
    }
    JsonNode step = node.path("fromStep");
    boolean isOnly = node.isObject() && node.size() == (step.isMissingNode() ? 0 : 1);
    if (isOnly && (step.isMissingNode() || step.isTextual())) {
      return step.isTextual() ? step.asText() : null;
    }
    throw Problem.bad("give nothing, for the whole run, or {\"fromStep\": \"the id of a step\"}");
  }
}
