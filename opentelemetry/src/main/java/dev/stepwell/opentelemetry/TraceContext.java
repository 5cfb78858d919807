package dev.stepwell.opentelemetry;

import dev.stepwell.runtime.model.StoredEvent;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The context of a trace in the headers of events, as W3C writes it, whatever the application uses for HTTP. */
final class TraceContext {
  private static final TextMapPropagator W3C = TextMapPropagator.composite(
      W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance());

  private static final TextMapGetter<Map<String, String>> GETTER = new TextMapGetter<>() {
    @Override
    @SuppressWarnings("deprecation") // the interface still demands it
    public Iterable<String> keys(Map<String, String> headers) {
      return headers.keySet();
    }

    @Override
    public @Nullable String get(@Nullable Map<String, String> headers, String key) {
      return headers == null ? null : headers.get(key);
    }
  };

  private TraceContext() {}

  /** The events with the current context in their headers. It replaces the one that a run hands on. */
  static List<StoredEvent> inject(List<StoredEvent> events) {
    Map<String, String> context = new HashMap<>();
    W3C.inject(
        Context.current(),
        context,
        (carrier, key, value) -> Objects.requireNonNull(carrier).put(key, value));
    return context.isEmpty()
        ? events
        : events.stream().map(event -> withHeaders(event, context)).toList();
  }

  private static StoredEvent withHeaders(StoredEvent event, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(event.headers());
    headers.putAll(more);
    return event.withHeaders(headers);
  }

  /** The context in which an event was sent. */
  static Context of(StoredEvent event) {
    return W3C.extract(Context.root(), event.headers(), GETTER);
  }
}
