package dev.stepwell.server.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.server.http.Parameters;
import dev.stepwell.server.http.Problem;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the events of {@code POST /api/events}, field by field. */
final class EventForm {
  private final String at;
  private final List<String> errors = new ArrayList<>();
  private @Nullable String name;
  private @Nullable String id;
  private @Nullable Instant time;
  private String data = "{}";
  private final Map<String, String> headers = new TreeMap<>();

  private EventForm(String at) {
    this.at = at;
  }

  /** Reads an event; rejects unknown fields and wrong types. */
  static JsonEvent read(JsonParser tokens, String at) throws IOException {
    if (tokens.currentToken() != JsonToken.START_OBJECT) {
      throw Problem.bad(at + "an event is an object: {\"name\": …, \"data\": {…}}");
    }
    EventForm form = new EventForm(at);
    while (tokens.nextToken() != JsonToken.END_OBJECT) {
      String field = tokens.currentName();
      tokens.nextToken();
      form.take(field, tokens);
    }
    return form.event();
  }

  private void take(String field, JsonParser tokens) throws IOException {
    switch (field) {
      case "name" -> name = text(field, tokens);
      case "id" -> id = optional(field, tokens);
      case "time" -> time = time(optional(field, tokens));
      case "data" -> data = Payloads.object(tokens, at);
      case "headers" -> readHeaders(tokens);
      default -> {
        errors.add(at + "field " + field + " is unknown; an event has name, data, id, time and"
            + " headers");
        tokens.skipChildren();
      }
    }
  }

  /** An object of strings; null for none. */
  private void readHeaders(JsonParser tokens) throws IOException {
    if (tokens.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (tokens.currentToken() != JsonToken.START_OBJECT) {
      errors.add(at + "field headers must be an object of strings");
      tokens.skipChildren();
      return;
    }
    while (tokens.nextToken() != JsonToken.END_OBJECT) {
      String name = tokens.currentName();
      tokens.nextToken();
      String value = text("headers." + name, tokens);
      if (value != null) {
        headers.put(name, value);
      }
    }
  }

  private @Nullable String optional(String field, JsonParser tokens) throws IOException {
    return tokens.currentToken() == JsonToken.VALUE_NULL ? null : text(field, tokens);
  }

  private @Nullable String text(String field, JsonParser tokens) throws IOException {
    if (tokens.currentToken() == JsonToken.VALUE_STRING) {
      return tokens.getText();
    }
    errors.add(at + "field " + field + " must be a string");
    tokens.skipChildren();
    return null;
  }

  private @Nullable Instant time(@Nullable String text) {
    try {
      return text == null
          ? null
          : Parameters.within(at + "field time", OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      errors.add(at + "field time must be a time such as 2026-01-31T09:00:00Z, but is " + text);
      return null;
    }
  }

  private JsonEvent event() {
    if (name == null && errors.isEmpty()) {
      errors.add(at + "field name must be a string");
    }
    if (!errors.isEmpty() || name == null) {
      throw new Problem(400, "Bad Request", String.join("; ", errors), errors);
    }
    return new JsonEvent(name, data, id, time, headers);
  }
}
