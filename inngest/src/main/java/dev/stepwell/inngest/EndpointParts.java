package dev.stepwell.inngest;

import dev.stepwell.inngest.calls.ApiCheckpoints;
import dev.stepwell.inngest.calls.CallEngine;
import dev.stepwell.inngest.calls.CallRunner;
import dev.stepwell.inngest.calls.Checkpointing;
import dev.stepwell.inngest.events.EventApi;
import dev.stepwell.inngest.events.EventEncoding;
import dev.stepwell.inngest.events.ServerApi;
import dev.stepwell.inngest.events.ServerHttp;
import dev.stepwell.inngest.registration.AppRegistration;
import dev.stepwell.inngest.registration.FunctionNames;
import dev.stepwell.inngest.registration.StartCheck;
import dev.stepwell.inngest.wire.SigningKeys;
import dev.stepwell.runtime.codec.CatalogTypes;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.engine.BoundFunction;
import dev.stepwell.runtime.engine.Catalogs;
import dev.stepwell.runtime.engine.Engine;
import dev.stepwell.runtime.engine.Events;
import dev.stepwell.runtime.engine.RetryPolicy;
import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.runtime.middleware.MiddlewareChain;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.runtime.time.TimerThread;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * The parts of an endpoint, wired.
 *
 * @param functions the executable functions, by id
 * @param names the functions' ids on the wire
 * @param registration the registration for the server
 * @param keys the keys of signatures
 * @param api the server's API
 * @param runner executes calls
 * @param timers the timers that end with the endpoint
 */
record EndpointParts(
    Map<String, BoundFunction> functions,
    FunctionNames names,
    AppRegistration registration,
    SigningKeys keys,
    ServerApi api,
    CallRunner runner,
    TimerThread timers) {
  private static final int MAX_EVENT_BYTES = 512 * 1024;
  private static final int MAX_DEV_EVENT_BYTES = 3 * 1024 * 1024;

  static EndpointParts of(
      InngestSettings settings,
      List<Middleware> middleware,
      Json json,
      EventEncoding encoding,
      List<Object> durables) {
    List<Class<?>> types = durables.stream().<Class<?>>map(Object::getClass).toList();
    Catalogs catalogs = Catalogs.of(types);
    Map<String, BoundFunction> functions = new TreeMap<>();
    catalogs.bind(durables, json).forEach((id, function) -> functions.put(id, untimed(function)));
    json.prepare(CatalogTypes.of(catalogs.functions(), catalogs.events()));
    AppRegistration registration =
        new AppRegistration(settings.appId(), catalogs.stored(types), encoding);
    StartCheck check = new StartCheck(functions, encoding);
    durables.forEach(durable -> check.add(durable, catalogs.stored(List.of(durable.getClass()))));
    check.finish();
    Clock clock = () -> Instant.now().truncatedTo(ChronoUnit.MICROS);
    TimerThread timers = new TimerThread();
    CallEngine engine = CallEngine.of(
        json,
        new Events(catalogs, json, clock),
        MiddlewareChain.of(middleware),
        new Engine.Time(clock, timers, RetryPolicy.DEFAULT, new Random()));
    SigningKeys keys = SigningKeys.of(settings.signingKey(), settings.fallbackKey());
    ServerApi api = new ServerApi(http(settings, keys), settings.apiOrigin());
    Checkpointing checkpointing =
        settings.checkpoints() ? new ApiCheckpoints(api, clock) : Checkpointing.OFF;
    return new EndpointParts(
        functions,
        new FunctionNames(settings.appId(), functions.keySet()),
        registration,
        keys,
        api,
        new CallRunner(
            settings.appId(),
            engine,
            events(settings, keys),
            encoding,
            checkpointing,
            registration.scheduled()),
        timers);
  }

  /** The server itself cancels runs that time out. */
  private static BoundFunction untimed(BoundFunction function) {
    return new BoundFunction(
        function.id(),
        function.retries(),
        function.backoff(),
        null,
        null,
        function.resultType(),
        false,
        function.call(),
        function.tally());
  }

  private static ServerHttp http(InngestSettings settings, SigningKeys keys) {
    return new ServerHttp(keys.bearers(), settings.environment());
  }

  /** The target of events. */
  static EventApi events(InngestSettings settings, SigningKeys keys) {
    return new EventApi(
        http(settings, keys),
        settings.eventOrigin(),
        Objects.requireNonNullElse(settings.eventKey(), InngestSettings.NO_EVENT_KEY),
        settings.isDev() ? MAX_DEV_EVENT_BYTES : MAX_EVENT_BYTES);
  }

  void close() {
    timers.close();
  }
}
