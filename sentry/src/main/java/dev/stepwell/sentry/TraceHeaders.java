package dev.stepwell.sentry;

import dev.stepwell.runtime.model.StoredEvent;
import io.sentry.BaggageHeader;
import io.sentry.IScopes;
import io.sentry.SentryTraceHeader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The headers by which events carry a trace of Sentry.
 *
 * @param headers what is added to events that do not carry one yet
 */
record TraceHeaders(Map<String, String> headers) {
  static final String TRACE = SentryTraceHeader.SENTRY_TRACE_HEADER;
  static final String BAGGAGE = BaggageHeader.BAGGAGE_HEADER;

  private static final String OWN_MEMBERS = "sentry-";

  /** The trace of this thread. */
  static TraceHeaders of(IScopes scopes) {
    Map<String, String> headers = new HashMap<>();
    SentryTraceHeader trace = scopes.getTraceparent();
    BaggageHeader baggage = scopes.getBaggage();
    if (trace != null) {
      headers.put(TRACE, trace.getValue());
      if (baggage != null) {
        headers.put(BAGGAGE, baggage.getValue());
      }
    }
    return new TraceHeaders(headers);
  }

  /** Events that are sent in a run have its headers already: the trace continues where the sender is. */
  List<StoredEvent> addTo(List<StoredEvent> events) {
    return headers.isEmpty() ? events : events.stream().map(this::addTo).toList();
  }

  private StoredEvent addTo(StoredEvent event) {
    Map<String, String> all = new HashMap<>(event.headers());
    headers.forEach((name, value) ->
        all.merge(name, value, name.equals(BAGGAGE) ? TraceHeaders::joined : (old, own) -> own));
    return event.withHeaders(all);
  }

  /** The members that others have put into the baggage of the event, and those of Sentry. */
  private static String joined(String others, String own) {
    Map<String, String> members = new LinkedHashMap<>();
    for (String member : others.split(",", -1)) {
      if (!member.isBlank() && !member.strip().startsWith(OWN_MEMBERS)) {
        members.put(key(member), member.strip());
      }
    }
    for (String member : own.split(",", -1)) {
      members.putIfAbsent(key(member), member.strip());
    }
    return String.join(",", members.values());
  }

  private static String key(String member) {
    int end = member.indexOf('=');
    return (end < 0 ? member : member.substring(0, end)).strip();
  }
}
