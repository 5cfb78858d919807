package dev.stepwell.inngest.calls;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.engine.Engine;
import dev.stepwell.runtime.engine.Events;
import dev.stepwell.runtime.engine.Inputs;
import dev.stepwell.runtime.engine.KnownFunctions;
import dev.stepwell.runtime.engine.Matching;
import dev.stepwell.runtime.middleware.MiddlewareChain;
import dev.stepwell.runtime.model.StoredFunctions;
import java.time.Instant;
import java.util.List;

/**
 * What all calls execute with. Branches run one after the other on the thread of the call, because at most one step is attempted in it.
 *
 * @param json the codec of payloads and results
 * @param events makes events of what flows send
 * @param middleware what the application puts around runs and steps
 * @param time the time, and what comes of it
 * @param nothing knows no functions, because the server matches events
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
      public void reload() {}
    });
  }

  /** The time. */
  Instant now() {
    return time.clock().now();
  }

  /** The engine of one call: inputs are recorded, because operations of waits are made from them. */
  Engine with(Engine.Ports ports) {
    return new Engine(
        json, events, new Inputs(json, true), middleware, ports, time, nothing, Runnable::run);
  }
}
