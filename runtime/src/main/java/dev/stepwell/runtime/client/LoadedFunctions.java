package dev.stepwell.runtime.client;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.engine.KnownFunctions;
import dev.stepwell.runtime.engine.Matching;
import dev.stepwell.runtime.store.PublishedFunctions;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The functions as last loaded from the store. */
public final class LoadedFunctions implements KnownFunctions {
  private final PublishedFunctions functions;
  private final Json json;
  private volatile Matching matching;

  /** Loads them for the first time. */
  public LoadedFunctions(PublishedFunctions functions, Json json) {
    this.functions = functions;
    this.json = json;
    this.matching = new Matching(functions.load(), json);
  }

  @Override
  public Matching matching() {
    return matching;
  }

  @Override
  public Duration paused(String functionId, Instant from, Instant to) {
    return functions.paused(functionId, from, to);
  }

  @Override
  public void reload() {
    matching = new Matching(functions.load(), json);
  }

  /** Reloads them if the version differs. */
  public void versionIs(long version) {
    if (matching.version() != version) {
      reload();
    }
  }

  /** Adapts runs to limits that have come or gone; returns when to do it again, or null. */
  public @Nullable Instant settleLimits(Instant now) {
    return functions.settleLimits(now);
  }
}
