package dev.stepwell.testing;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.engine.KnownFunctions;
import dev.stepwell.runtime.engine.Matching;
import dev.stepwell.runtime.model.StoredFunctions;
import dev.stepwell.runtime.store.PublishedFunctions;
import java.time.Duration;
import java.time.Instant;

/** The functions as stored now. The store is in memory, so this reads them each time. */
final class CurrentFunctions implements KnownFunctions {
  private final PublishedFunctions functions;
  private final Json json;
  private Matching matching;

  CurrentFunctions(PublishedFunctions functions, Json json) {
    this.functions = functions;
    this.json = json;
    this.matching = new Matching(functions.load(), json);
  }

  @Override
  public Matching matching() {
    StoredFunctions current = functions.load();
    if (current.version() != matching.version()) {
      matching = new Matching(current, json);
    }
    return matching;
  }

  @Override
  public Duration paused(String functionId, Instant from, Instant to) {
    return functions.paused(functionId, from, to);
  }

  @Override
  public void reload() {}
}
