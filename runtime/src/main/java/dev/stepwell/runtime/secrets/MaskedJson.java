package dev.stepwell.runtime.secrets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** Masks secrets in payloads, token by token: no payload is in memory as a tree. */
public final class MaskedJson {
  private static final int MAX_LENGTH = 16 * 1024 * 1024;
  private static final JsonFactory FACTORY = JsonFactory.builder()
      .streamReadConstraints(
          StreamReadConstraints.builder().maxStringLength(MAX_LENGTH).build())
      .build();

  private final SecretNames names;
  private final Redaction redaction;

  /** Masks these fields, and the values of the redaction in texts. */
  public MaskedJson(SecretNames names, Redaction redaction) {
    this.names = names;
    this.redaction = redaction;
  }

  /** The JSON text with masked secrets; null if the text is not JSON, or is nested too deeply. */
  public @Nullable String of(String json) {
    StringWriter text = new StringWriter(json.length());
    try (JsonParser tokens = FACTORY.createParser(json);
        JsonGenerator out = FACTORY.createGenerator(text)) {
      while (tokens.nextToken() != null) {
        write(tokens, out);
      }
    } catch (IOException e) {
      return null;
    }
    return text.toString();
  }

  private void write(JsonParser tokens, JsonGenerator out) throws IOException {
    JsonToken token = tokens.currentToken();
    switch (token) {
      case FIELD_NAME -> field(tokens, out);
      case VALUE_STRING -> out.writeString(redaction.in(tokens.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(tokens.getText(), out);
      default -> out.copyCurrentEvent(tokens);
    }
  }

  private void field(JsonParser tokens, JsonGenerator out) throws IOException {
    String name = tokens.currentName();
    out.writeFieldName(redaction.inName(name));
    if (names.isSecret(name) && tokens.nextToken() != JsonToken.VALUE_NULL) {
      tokens.skipChildren();
      out.writeString(Redaction.HIDDEN);
    } else if (tokens.currentToken() == JsonToken.VALUE_NULL) {
      out.writeNull();
    }
  }

  private void number(String number, JsonGenerator out) throws IOException {
    String shown = redaction.inNumber(number);
    if (shown.equals(number)) {
      out.writeNumber(number);
    } else {
      out.writeString(shown);
    }
  }
}
