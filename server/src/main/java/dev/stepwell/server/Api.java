package dev.stepwell.server;

import dev.stepwell.runtime.Stepwell;
import io.javalin.config.RoutesConfig;

/** What is told of a {@link Stepwell} and asked of it, put together: the API and the dashboard on it. */
final class Api implements AutoCloseable {
  private final Live live = new Live();
  private final Stepwell stepwell;
  private final int mostEvents;

  Api(Stepwell stepwell, int mostEvents) {
    this.stepwell = stepwell;
    this.mostEvents = mostEvents;
  }

  void addTo(RoutesConfig routes) {
    KnownFunctions functions = new KnownFunctions(stepwell);
    Secrets secrets = new Secrets(functions::secretFields);
    RunReader runs = new RunReader(stepwell.runs(), stepwell::underway, secrets);
    EventReader events = new EventReader(stepwell.runs(), runs, secrets);
    new EventsApi(stepwell, events, mostEvents).addTo(routes);
    new KeyedEventsApi(stepwell, mostEvents).addTo(routes);
    new EventNamesApi(stepwell, functions).addTo(routes);
    new RunsApi(stepwell, runs).addTo(routes);
    new BulkApi(stepwell).addTo(routes);
    new FunctionsApi(stepwell, functions).addTo(routes);
    new InsightsApi(stepwell, runs).addTo(routes);
    new LiveApi(live, runs, events).addTo(routes);
    new Description().addTo(routes);
    new Assets().addTo(routes);
  }

  /** Ends the answers that stay open. */
  @Override
  public void close() {
    live.close();
  }
}
