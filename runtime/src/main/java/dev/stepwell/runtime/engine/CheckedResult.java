package dev.stepwell.runtime.engine;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.Json.RoundTrip;
import java.lang.reflect.Type;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A result as JSON, written within middleware, so that middleware sees a result that JSON cannot carry as the exception that it is.
 * The result is written again if middleware returns another one, or may have changed this one.
 */
final class CheckedResult<R extends @Nullable Object> {
  private final Json json;
  private final Type type;
  private final boolean mayBeChanged;
  private @Nullable RoundTrip written;

  /**
   * A result of this type.
   *
   * @param mayBeChanged whether middleware gets it
   */
  CheckedResult(Json json, Type type, boolean mayBeChanged) {
    this.mayBeChanged = mayBeChanged;
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
    return known != null && known.value() == returned && (!mayBeChanged || isImmutable(returned))
        ? known
        : json.roundTrip(returned, type);
  }

  private static boolean isImmutable(@Nullable Object value) {
    return value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Integer
        || value instanceof Long;
  }
}
