package dev.stepwell.server.functions;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.WorkerInfo;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

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
    routes.get("/api/functions/<id>", this::show);
    routes.post("/api/functions/<id>/pause", request -> {
      stepwell.pause(functions.one(request.pathParam("id")).id());
      functions.forget();
      show(request);
    });
    routes.post("/api/functions/<id>/resume", request -> {
      stepwell.resume(functions.one(request.pathParam("id")).id());
      functions.forget();
      show(request);
    });
  }

  private void list(Context request) {
    List<WorkerInfo> workers = stepwell.insights().workers();
    request.json(functions.all().stream()
        .map(function -> FunctionJson.of(function, knowing(function, workers)))
        .toList());
  }

  private void show(Context request) {
    StoredFunction function = functions.one(request.pathParam("id"));
    request.json(FunctionJson.of(function, knowing(function, stepwell.insights().workers())));
  }

  private static int knowing(StoredFunction function, List<WorkerInfo> workers) {
    return (int) workers.stream()
        .filter(worker -> worker.alive() && worker.functions().contains(function.id()))
        .count();
  }
}
