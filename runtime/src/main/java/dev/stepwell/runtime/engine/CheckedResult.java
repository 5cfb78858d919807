package dev.stepwell.runtime.engine;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.Json.RoundTrip;
import java.lang.reflect.Type;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A result as JSON, written within middleware, so that middleware sees a result that JSON cannot carry as the exception that it is.
 * The result is written again only if middleware returns another one.
 */
final class CheckedResult<R extends @Nullable Object> {
  private final Json json;
  private final Type type;
  private @Nullable RoundTrip written;

  CheckedResult(Json json, Type type) {
    this.json = json;
    this.type = type;
  }

  /** Calls the user's code, and returns its result as a replay reads it. */
  @SuppressWarnings({"unchecked", "NullAway"}) // the decoded value has the type of the result
  R of(Callable<? extends R> body) throws Exception {
    RoundTrip result = json.roundTrip(body.call(), type);
    written = result;
    return (R) result.value();
  }

  /** The result that middleware has returned. */
  @SuppressWarnings("ReferenceEquality") // an equal object may have another form in JSON
  RoundTrip after(@Nullable Object returned) {
    RoundTrip known = written;
    return known != null && known.value() == returned ? known : json.roundTrip(returned, type);
  }
}
