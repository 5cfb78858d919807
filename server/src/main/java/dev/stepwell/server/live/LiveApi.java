package dev.stepwell.server.live;

import dev.stepwell.runtime.model.Run;
import dev.stepwell.server.events.EventJson;
import dev.stepwell.server.events.EventQuery;
import dev.stepwell.server.events.EventReader;
import dev.stepwell.server.http.Json;
import dev.stepwell.server.http.MemoryBudget;
import dev.stepwell.server.http.Parameters;
import dev.stepwell.server.runs.RunQuery;
import dev.stepwell.server.runs.RunReader;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** {@code /api/live}: the same lists and runs as elsewhere, as they change. */
public final class LiveApi implements AutoCloseable {
  private final Live live;
  private final RunReader runs;
  private final EventReader events;

  /** Looks at what these read, and holds it within the budget. */
  public LiveApi(RunReader runs, EventReader events, MemoryBudget budget) {
    this.live = new Live(budget);
    this.runs = runs;
    this.events = events;
  }

  /** Adds its routes. */
  public void addTo(RoutesConfig routes) {
    routes.get("/api/live/runs", this::runs);
    routes.get("/api/live/runs/{id}", this::run);
    routes.get("/api/live/events", this::events);
  }

  private void runs(Context request) {
    Parameters parameters = Parameters.of(request);
    RunQuery query = RunQuery.of(parameters);
    live.answer(
        request,
        "runs " + parameters,
        share -> ordered(runs.page(query, share).runs(), run -> run.id().toString()));
  }

  private void run(Context request) {
    Run run = runs.run(request.pathParam("id"));
    String id = run.id().toString();
    live.answer(request, "run " + id, share -> Map.of(id, Json.write(runs.shown(id, share))));
  }

  private void events(Context request) {
    Parameters parameters = Parameters.of(request);
    EventQuery query = EventQuery.of(parameters);
    live.answer(
        request,
        "events " + parameters,
        share -> ordered(events.page(query, share).events(), EventJson::id));
  }

  /** Items as JSON by their ids, in order. */
  private static <T> Map<String, String> ordered(List<T> items, Function<T, String> id) {
    Map<String, String> ordered = new LinkedHashMap<>();
    items.forEach(item -> ordered.put(id.apply(item), Json.write(item)));
    return ordered;
  }

  /** Ends the answers that are open. */
  @Override
  public void close() {
    live.close();
  }
}
