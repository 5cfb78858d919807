package dev.stepwell.jackson3;

import dev.stepwell.runtime.codec.JsonException;
import dev.stepwell.runtime.codec.ValueMapping;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads the values of one type. */
final class Jackson3Form implements ValueMapping.Form {
  private final Type type;
  private final ObjectWriter writer;
  private final ObjectReader reader;
  private final ObjectReader door;

  /**
   * Creates the form of this type.
   *
   * @param writing writes values of the application
   * @param reading reads stored values
   * @param door reads values from outside, strictly
   */
  Jackson3Form(Type type, JsonMapper writing, JsonMapper reading, ObjectReader door) {
    this.type = type;
    this.writer = writing.writerFor(writing.constructType(type));
    this.reader = reading.readerFor(reading.constructType(type));
    this.door = door.forType(writing.constructType(type));
  }

  @Override
  public String write(@Nullable Object value) {
    try {
      return value == null ? "null" : writer.writeValueAsString(value);
    } catch (JacksonException e) {
      throw JsonException.unwritable(type, e.getOriginalMessage(), e);
    } catch (RuntimeException | StackOverflowError e) {
      throw JsonException.unwritable(type, e.getClass().getName(), e);
    }
  }

  @Override
  public @Nullable Object read(String json) {
    try {
      return reader.readValue(json);
    } catch (JacksonException e) {
      throw JsonException.unreadable(type, e.getOriginalMessage() + " at " + where(e), e);
    } catch (RuntimeException | StackOverflowError e) {
      throw JsonException.unreadable(type, e.getClass().getName(), e);
    }
  }

  @Override
  public @Nullable String misfit(String json) {
    try {
      door.readValue(json);
      return null;
    } catch (JacksonException e) {
      return field(e) + " does not fit its type: " + e.getOriginalMessage();
    } catch (RuntimeException | StackOverflowError e) {
      return "the data cannot be read as " + type.getTypeName() + ": "
          + e.getClass().getName();
    }
  }

  private static String where(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    return at == null || at.getLineNr() < 1
        ? "an unknown place"
        : "line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private static String field(JacksonException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference part : e.getPath()) {
      if (part.getPropertyName() == null) {
        path.append('[').append(part.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(part.getPropertyName());
      }
    }
    return path.isEmpty() ? "the data" : "field " + path;
  }
}
