package dev.stepwell.server;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.server.dashboard.Assets;
import dev.stepwell.server.dashboard.Page;
import dev.stepwell.server.events.EventNamesApi;
import dev.stepwell.server.events.EventReader;
import dev.stepwell.server.events.EventsApi;
import dev.stepwell.server.events.KeyedEventsApi;
import dev.stepwell.server.functions.CachedFunctions;
import dev.stepwell.server.functions.FunctionsApi;
import dev.stepwell.server.functions.InsightsApi;
import dev.stepwell.server.functions.LimitKeys;
import dev.stepwell.server.functions.LimitsApi;
import dev.stepwell.server.http.MemoryBudget;
import dev.stepwell.server.http.Routes;
import dev.stepwell.server.live.LiveApi;
import dev.stepwell.server.runs.BulkApi;
import dev.stepwell.server.runs.RunReader;
import dev.stepwell.server.runs.RunsApi;
import dev.stepwell.server.secrets.Decoding;
import dev.stepwell.server.secrets.RunSecrets;
import dev.stepwell.server.secrets.Secrets;

/** Wires the API of a {@link Stepwell}, with the dashboard on it. */
final class Api implements AutoCloseable {
  private final Stepwell stepwell;
  private final int maxEvents;
  private final CachedFunctions functions;
  private final LimitKeys limitKeys;
  private final Decoding decoding;
  private final RunReader runs;
  private final EventReader events;
  private final LiveApi live;

  Api(Stepwell stepwell, int maxEvents, MemoryBudget budget, String sessionSecret) {
    this.stepwell = stepwell;
    this.maxEvents = maxEvents;
    this.functions = new CachedFunctions(stepwell);
    this.limitKeys = new LimitKeys(functions, sessionSecret);
    Secrets secrets = new Secrets(functions::secretNames);
    this.decoding = new Decoding(secrets, stepwell::decoded);
    RunSecrets found = new RunSecrets(stepwell.runs(), secrets, decoding::attempt);
    this.runs = new RunReader(
        stepwell.runs(), stepwell::underway, secrets, decoding, found, limitKeys::shown);
    this.events = new EventReader(stepwell.runs(), runs, secrets, decoding, found);
    this.live = new LiveApi(runs, events, budget);
  }

  void addTo(Routes routes) {
    new EventsApi(stepwell, events, decoding, maxEvents).addTo(routes);
    new KeyedEventsApi(stepwell, maxEvents).addTo(routes);
    new EventNamesApi(stepwell, functions).addTo(routes);
    new RunsApi(stepwell, runs, decoding).addTo(routes);
    new BulkApi(stepwell, runs).addTo(routes);
    new FunctionsApi(stepwell, functions).addTo(routes);
    new InsightsApi(stepwell, runs).addTo(routes);
    new LimitsApi(stepwell, functions, limitKeys).addTo(routes);
    live.addTo(routes);
    new Description().addTo(routes);
    Assets assets = new Assets();
    new Page(assets).addTo(routes);
    assets.addTo(routes);
  }

  /** Ends the answers that stay open. */
  @Override
  public void close() {
    live.close();
  }
}
