package dev.stepwell.server.live;

import dev.stepwell.runtime.model.Run;
import dev.stepwell.server.events.EventJson;
import dev.stepwell.server.events.EventQuery;
import dev.stepwell.server.events.EventReader;
import dev.stepwell.server.http.Exchange;
import dev.stepwell.server.http.HttpJson;
import dev.stepwell.server.http.MemoryBudget;
import dev.stepwell.server.http.Parameters;
import dev.stepwell.server.http.Problem;
import dev.stepwell.server.http.Routes;
import dev.stepwell.server.runs.RunQuery;
import dev.stepwell.server.runs.RunReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** {@code /api/live}: the lists and runs of other routes, as they change. */
public final class LiveApi implements AutoCloseable {
  /** The maximum number of views per stream: a browser needs one per visible tab. */
  private static final int MAX_QUESTIONS = 24;

  private final Live live;
  private final RunReader runs;
  private final EventReader events;

  /** Queries these readers, within the memory budget. */
  public LiveApi(RunReader runs, EventReader events, MemoryBudget budget) {
    this.live = new Live(budget);
    this.runs = runs;
    this.events = events;
  }

  /** Adds its routes. */
  public void addTo(Routes routes) {
    routes.get("/api/live/runs", request -> live.answer(request, runs(Parameters.of(request))));
    routes.get(
        "/api/live/runs/{id}", request -> live.answer(request, run(request.pathParam("id"))));
    routes.get("/api/live/events", request -> live.answer(request, events(Parameters.of(request))));
    routes.get("/api/live", this::several);
  }

  /** Several of the above at once, so that a browser needs one connection for all of its views. */
  private void several(Exchange request) {
    List<String> asked = request.queryParamMap().getOrDefault("watch", List.of());
    if (asked.isEmpty()
        || asked.size() > MAX_QUESTIONS
        || request.queryParamMap().size() > 1) {
      throw Problem.bad(
          "give 1 to " + MAX_QUESTIONS + " times the parameter watch, and no other"
              + " parameter: its value is the part of a live view's address after /api/live/, such as runs?limit=50");
    }
    live.answerAll(request, asked.stream().map(this::question).toList());
  }

  /** An invalid question is reported to its reader only, not to the others on the same stream. */
  private Live.Question question(String asked) {
    try {
      return known(asked);
    } catch (Problem e) {
      return new Live.Question("refused " + asked, share -> {
        throw e;
      });
    }
  }

  private Live.Question known(String asked) {
    int mark = asked.indexOf('?');
    String path = mark < 0 ? asked : asked.substring(0, mark);
    Parameters parameters = Parameters.ofQuery(mark < 0 ? "" : asked.substring(mark + 1));
    if (path.equals("runs")) {
      return runs(parameters);
    } else if (path.equals("events")) {
      return events(parameters);
    } else if (path.startsWith("runs/")) {
      parameters.allow(Set.of());
      return run(path.substring("runs/".length()));
    }
    throw Problem.bad("watch must be runs, events or runs/ with the id of a run, not " + path);
  }

  private Live.Question runs(Parameters parameters) {
    RunQuery query = RunQuery.of(parameters);
    return new Live.Question(
        "runs " + parameters,
        share -> ordered(runs.page(query, share).runs(), run -> run.id().toString()));
  }

  private Live.Question run(String name) {
    Run run = runs.run(name);
    String id = run.id().toString();
    return new Live.Question(
        "run " + id, share -> Map.of(id, HttpJson.write(runs.shown(id, share))));
  }

  private Live.Question events(Parameters parameters) {
    EventQuery query = EventQuery.of(parameters);
    return new Live.Question(
        "events " + parameters,
        share -> ordered(events.page(query, share).events(), EventJson::id));
  }

  /** Items as JSON by their ids, in order. */
  private static <T> Map<String, String> ordered(List<T> items, Function<T, String> id) {
    Map<String, String> ordered = new LinkedHashMap<>();
    items.forEach(item -> ordered.put(id.apply(item), HttpJson.write(item)));
    return ordered;
  }

  /** Ends the open responses. */
  @Override
  public void close() {
    live.close();
  }
}
