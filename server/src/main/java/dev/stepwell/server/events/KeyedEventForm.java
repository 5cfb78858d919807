package dev.stepwell.server.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.server.http.Parameters;
import dev.stepwell.server.http.Problem;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event in the format of Inngest's SDKs: with {@code ts} for its time, and fields that this server ignores. */
final class KeyedEventForm {
  private final String at;
  private @Nullable String name;
  private @Nullable String id;
  private @Nullable Instant time;
  private String data = "{}";

  private KeyedEventForm(String at) {
    this.at = at;
  }

  /** Reads an event, and ignores unknown fields. */
  static JsonEvent read(JsonParser tokens, String at) throws IOException {
    if (tokens.currentToken() != JsonToken.START_OBJECT) {
      throw unnamed(at);
    }
    KeyedEventForm form = new KeyedEventForm(at);
    while (tokens.nextToken() != JsonToken.END_OBJECT) {
      String field = tokens.currentName();
      tokens.nextToken();
      form.take(field, tokens);
    }
    if (form.name == null) {
      throw unnamed(at);
    }
    return new JsonEvent(form.name, form.data, form.id, form.time);
  }

  private void take(String field, JsonParser tokens) throws IOException {
    boolean isNull = tokens.currentToken() == JsonToken.VALUE_NULL;
    switch (field) {
      case "name" -> name = text(field, tokens);
      case "id" -> id = isNull ? null : ofId(text(field, tokens));
      case "ts" -> time = isNull ? null : time(tokens);
      case "data" -> data = isNull ? "{}" : Payloads.object(tokens, at);
      default -> tokens.skipChildren();
    }
  }

  private String text(String field, JsonParser tokens) throws IOException {
    if (tokens.currentToken() != JsonToken.VALUE_STRING) {
      throw Problem.bad(at + "field " + field + " must be a string");
    }
    return tokens.getText();
  }

  /** These SDKs send an empty id for none. */
  private static @Nullable String ofId(String text) {
    return text.isEmpty() ? null : text;
  }

  private Instant time(JsonParser tokens) throws IOException {
    if (tokens.currentToken() != JsonToken.VALUE_NUMBER_INT
        || tokens.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw Problem.bad(
          at + "field ts must be milliseconds since 1970, but is " + tokens.getText());
    }
    return Parameters.within(at + "field ts", Instant.ofEpochMilli(tokens.getLongValue()));
  }

  private static Problem unnamed(String at) {
    return Problem.bad(at + "an event is an object with a name: {\"name\": …, \"data\": {…}}");
  }
}
