package dev.stepwell.server.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stepwell.server.http.Problem;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;

/** Copies the payload of an event from its request token by token, so that numbers keep their original text. */
final class Payloads {
  /**
   * Rejects numbers with more digits before or after the point, because some readers expand them, and numbers beyond the
   * range of a double, which browsers, SDKs and fields of type double would read as infinite.
   */
  private static final int MAX_SCALE = 200_000;

  private static final JsonFactory FACTORY = new JsonFactory();

  private Payloads() {}

  /**
   * The JSON text of the object that begins with the current token.
   *
   * @param at a description of the event, for messages
   */
  static String object(JsonParser tokens, String at) throws IOException {
    if (tokens.currentToken() != JsonToken.START_OBJECT) {
      throw Problem.bad(at + "field data must be an object, as in {\"userId\": \"u1\"}");
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      copy(tokens, out, at);
    }
    return text.toString();
  }

  private static void copy(JsonParser tokens, JsonGenerator out, String at) throws IOException {
    int depth = 0;
    do {
      JsonToken token = tokens.currentToken();
      if (token.isNumeric()) {
        out.writeNumber(number(tokens, at));
      } else {
        out.copyCurrentEvent(tokens);
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    } while (depth > 0 && tokens.nextToken() != null);
  }

  private static String number(JsonParser tokens, String at) throws IOException {
    String text = tokens.getText();
    try {
      if (Math.abs((long) new BigDecimal(text).scale()) <= MAX_SCALE
          && Double.isFinite(Double.parseDouble(text))) {
        return text;
      }
    } catch (NumberFormatException e) {
      throw tooLarge(tokens, at);
    }
    throw tooLarge(tokens, at);
  }

  private static Problem tooLarge(JsonParser tokens, String at) {
    String where =
        tokens.getParsingContext().pathAsPointer().toString().replaceFirst("^.*?/data", "data");
    return Problem.bad(
        at + "field " + where
            + " is a number whose exponent is too large: send it as a string, or a number that a double can hold");
  }
}
