package dev.stepwell.server.runs;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.server.http.Exchange;
import dev.stepwell.server.http.Fields;
import dev.stepwell.server.http.MemoryBudget;
import dev.stepwell.server.http.Parameters;
import dev.stepwell.server.http.Problem;
import dev.stepwell.server.http.RawPath;
import dev.stepwell.server.http.Routes;
import dev.stepwell.server.secrets.Decoding;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/runs}: reads, cancels and repeats runs. */
public final class RunsApi {
  private final Stepwell stepwell;
  private final RunReader reader;
  private final Decoding decoding;

  /** Reads runs through the reader, and changes them through the public API. */
  public RunsApi(Stepwell stepwell, RunReader reader, Decoding decoding) {
    this.stepwell = stepwell;
    this.reader = reader;
    this.decoding = decoding;
  }

  /** Adds its routes. */
  public void addTo(Routes routes) {
    routes.get("/api/runs", request -> {
      Parameters parameters = Parameters.of(request);
      MemoryBudget.Share share = MemoryBudget.Share.of(request);
      Set<UUID> ids = RunQuery.ids(parameters);
      request.json(
          ids == null ? reader.page(RunQuery.of(parameters), share) : reader.named(ids, share));
    });
    routes.get(
        "/api/runs/{id}",
        request ->
            request.json(reader.shown(request.pathParam("id"), MemoryBudget.Share.of(request))));
    routes.get(
        "/api/runs/{id}/output",
        request -> request.json(reader.output(
            request.pathParam("id"),
            decoding.isWanted(request, "the output of run " + request.pathParam("id")),
            MemoryBudget.Share.of(request))));
    routes.get(
        "/api/runs/{id}/events",
        request -> request.json(reader.events(
            request.pathParam("id"),
            BatchReader.Part.of(Parameters.of(request)),
            MemoryBudget.Share.of(request))));
    routes.get("/api/runs/{id}/step", request -> {
      Parameters parameters = Parameters.of(request);
      parameters.allow(Set.of("id", Decoding.PARAMETER));
      step(request, parameters.required("id"));
    });
    routes.get(
        "/api/runs/{id}/steps/<step>",
        request -> step(
            request, RawPath.rest(request, "/api/runs/" + request.pathParam("id") + "/steps/")));
    routes.post("/api/runs/{id}/cancel", this::cancel);
    routes.post("/api/runs/{id}/rerun", this::rerun);
  }

  private void step(Exchange request, String id) {
    boolean isDecoded =
        decoding.isWanted(request, "step " + id + " of run " + request.pathParam("id"));
    request.json(reader.step(run(request), id, isDecoded, MemoryBudget.Share.of(request)));
  }

  private Run run(Exchange request) {
    return reader.run(request.pathParam("id"));
  }

  private void cancel(Exchange request) {
    Fields.of(request, "give nothing, or {}", Set.of());
    Run run = run(request);
    if (!stepwell.cancel(run.id())) {
      throw new Problem(
          409, "Conflict", "run " + run.id() + " has ended, so it can no longer be cancelled");
    }
    request.json(summary(run(request)));
  }

  private RunJson.Summary summary(Run run) {
    return reader.summaries(List.of(run)).get(0);
  }

  private void rerun(Exchange request) {
    Run run = run(request);
    String step = fromStep(request);
    UUID again;
    try {
      again = step == null ? stepwell.rerun(run.id()) : stepwell.rerun(run.id(), step);
    } catch (IllegalStateException e) {
      throw new Problem(409, "Conflict", String.valueOf(e.getMessage()));
    } catch (NoSuchElementException e) {
      throw Problem.missing(String.valueOf(e.getMessage()));
    }
    request.status(202);
    request.json(summary(reader.run(again.toString())));
  }

  /** The step of the request; null for the whole run. */
  private static @Nullable String fromStep(Exchange request) {
    Fields body = Fields.of(
        request,
        "send an empty body for the whole run, or {\"fromStep\": \"the id of a step\"}",
        Set.of("fromStep"));
    return body.text("fromStep");
  }
}
