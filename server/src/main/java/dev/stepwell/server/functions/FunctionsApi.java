package dev.stepwell.server.functions;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.UnattendedFunction;
import dev.stepwell.runtime.model.WorkerInfo;
import dev.stepwell.server.http.Exchange;
import dev.stepwell.server.http.Fields;
import dev.stepwell.server.http.Parameters;
import dev.stepwell.server.http.Problem;
import dev.stepwell.server.http.RawPath;
import dev.stepwell.server.http.Routes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code /api/functions}: the functions, and operations on them: pause, resume and retire. */
public final class FunctionsApi {
  private final Stepwell stepwell;
  private final CachedFunctions functions;

  /** Shows the functions that are known, and pauses them through the front door. */
  public FunctionsApi(Stepwell stepwell, CachedFunctions functions) {
    this.stepwell = stepwell;
    this.functions = functions;
  }

  /** Adds its routes. */
  public void addTo(Routes routes) {
    routes.get("/api/functions", this::list);
    routes.get("/api/function", request -> {
      Parameters parameters = Parameters.of(request);
      parameters.allow(Set.of("id"));
      show(request, parameters.required("id"));
    });
    routes.get(
        "/api/functions/<id>", request -> show(request, RawPath.rest(request, "/api/functions/")));
    routes.post("/api/functions/<id>/pause", request -> {
      Fields.of(request, "give nothing, or {}", Set.of());
      stepwell.pause(functions.one(request.pathParam("id")).id());
      functions.forget();
      show(request, request.pathParam("id"));
    });
    routes.post("/api/functions/<id>/retire", this::retire);
    routes.post("/api/functions/<id>/resume", request -> {
      Fields.of(request, "give nothing, or {}", Set.of());
      stepwell.resume(functions.one(request.pathParam("id")).id());
      functions.forget();
      show(request, request.pathParam("id"));
    });
  }

  private void retire(Exchange request) {
    Fields.of(request, "give nothing, or {}", Set.of());
    String id = functions.one(request.pathParam("id")).id();
    try {
      request.json(new Retired(id, stepwell.retire(id)));
    } catch (IllegalStateException e) {
      throw new Problem(409, "Conflict", String.valueOf(e.getMessage()));
    } finally {
      functions.forget();
    }
  }

  /** A function that was retired, and how many live runs were cancelled. */
  record Retired(String function, int cancelled) {}

  private void list(Exchange request) {
    List<WorkerInfo> workers = stepwell.insights().workers();
    Map<String, UnattendedFunction> unattended = unattended();
    request.json(functions.all().stream()
        .map(function -> FunctionJson.of(
            function,
            functions.handlesCancellationsOf(function),
            knowing(function, workers),
            unattended.get(function.id())))
        .toList());
  }

  private void show(Exchange request, String id) {
    StoredFunction function = functions.one(id);
    request.json(FunctionJson.of(
        function,
        functions.handlesCancellationsOf(function),
        knowing(function, stepwell.insights().workers()),
        unattended().get(function.id())));
  }

  private Map<String, UnattendedFunction> unattended() {
    return stepwell.insights().unattended(stepwell.now()).stream()
        .collect(Collectors.toMap(UnattendedFunction::id, Function.identity()));
  }

  private static int knowing(StoredFunction function, List<WorkerInfo> workers) {
    return (int) workers.stream()
        .filter(worker -> worker.alive() && worker.functions().contains(function.id()))
        .count();
  }
}
