package dev.stepwell.server.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.server.http.JsonBody;
import dev.stepwell.server.http.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of a request.
 *
 * @param events in the order of the request
 * @param isList whether the request, and its answer, is a list
 */
record SentEvents(List<JsonEvent> events, boolean isList) {
  /** Reads one event. */
  @FunctionalInterface
  interface Form {
    /**
     * Reads the event whose first token is the current one.
     *
     * @param at a description of the event, for messages
     */
    JsonEvent read(JsonParser tokens, String at) throws IOException;
  }

  /**
   * The events of a body, which contains one event or a list.
   *
   * @param max the maximum length of a list
   */
  static SentEvents of(byte[] body, int max, Form form) {
    return JsonBody.read(body, tokens -> {
      JsonToken first = tokens.nextToken();
      if (first != JsonToken.START_ARRAY) {
        return new SentEvents(List.of(form.read(tokens, "")), false);
      }
      List<JsonEvent> events = new ArrayList<>();
      while (tokens.nextToken() != JsonToken.END_ARRAY) {
        if (events.size() == max) {
          throw tooMany(max, max + 1 + rest(tokens));
        }
        events.add(form.read(tokens, "event " + events.size() + ": "));
      }
      return new SentEvents(events, true);
    });
  }

  private static int rest(JsonParser tokens) throws IOException {
    tokens.skipChildren();
    int count = 0;
    while (tokens.nextToken() != JsonToken.END_ARRAY) {
      tokens.skipChildren();
      count++;
    }
    return count;
  }

  private static Problem tooMany(int max, int count) {
    return new Problem(
        413,
        "Content Too Large",
        "a request may have " + max + " events, and this one has " + count
            + ": send them in several");
  }
}
