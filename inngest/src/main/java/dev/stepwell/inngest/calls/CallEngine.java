package dev.stepwell.inngest.calls;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.engine.Engine;
import dev.stepwell.runtime.engine.Events;
import dev.stepwell.runtime.engine.Inputs;
import dev.stepwell.runtime.engine.KnownFunctions;
import dev.stepwell.runtime.engine.Matching;
import dev.stepwell.runtime.middleware.MiddlewareChain;
import dev.stepwell.runtime.model.StoredFunctions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The services of all calls. Branches run sequentially on the thread of the call, because it attempts at most one step.
 *
 * @param json the codec of payloads and results
 * @param events creates the events that flows send
 * @param middleware the application's code around runs and steps
 * @param time the time, timers and delays
 * @param nothing has no functions, because the server matches events
 */
public record CallEngine(
    Json json,
    Events events,
    MiddlewareChain middleware,
    Engine.Time time,
    KnownFunctions nothing) {
  /** An engine with this codec, these events, this middleware and this time. */
  public static CallEngine of(
      Json json, Events events, MiddlewareChain middleware, Engine.Time time) {
    Matching none = new Matching(new StoredFunctions(0, List.of(), List.of()), json);
    return new CallEngine(json, events, middleware, time, new KnownFunctions() {
      @Override
      public Matching matching() {
        return none;
      }

      @Override
      public Duration paused(String functionId, Instant from, Instant to) {
        return Duration.ZERO;
      }

      @Override
      public void reload() {}
    });
  }

  /** The time. */
  Instant now() {
    return time.clock().now();
  }

  /** The engine of one call. It records inputs, because operations of waits are created from them. */
  Engine with(Engine.Ports ports) {
    return new Engine(
        json, events, new Inputs(json, true), middleware, ports, time, nothing, Runnable::run);
  }
}
