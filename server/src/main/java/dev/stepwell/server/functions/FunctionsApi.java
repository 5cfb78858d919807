package dev.stepwell.server.functions;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.WorkerInfo;
import dev.stepwell.server.http.Fields;
import dev.stepwell.server.http.Parameters;
import dev.stepwell.server.http.RawPath;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/** {@code /api/functions}: what there is to run, and its pauses. */
public final class FunctionsApi {
  private final Stepwell stepwell;
  private final KnownFunctions functions;

  /** Shows the functions that are known, and pauses them through the front door. */
  public FunctionsApi(Stepwell stepwell, KnownFunctions functions) {
    this.stepwell = stepwell;
    this.functions = functions;
  }

  /** Adds its routes. */
  public void addTo(RoutesConfig routes) {
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
    routes.post("/api/functions/<id>/resume", request -> {
      Fields.of(request, "give nothing, or {}", Set.of());
      stepwell.resume(functions.one(request.pathParam("id")).id());
      functions.forget();
      show(request, request.pathParam("id"));
    });
  }

  private void list(Context request) {
    List<WorkerInfo> workers = stepwell.insights().workers();
    request.json(functions.all().stream()
        .map(function -> FunctionJson.of(function, knowing(function, workers)))
        .toList());
  }

  private void show(Context request, String id) {
    StoredFunction function = functions.one(id);
    request.json(FunctionJson.of(function, knowing(function, stepwell.insights().workers())));
  }

  private static int knowing(StoredFunction function, List<WorkerInfo> workers) {
    return (int) workers.stream()
        .filter(worker -> worker.alive() && worker.functions().contains(function.id()))
        .count();
  }
}
