package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.Writer;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes and reads the values of one type. */
final class JacksonForm implements ValueMapping.Form {
  private static final Set<Class<?>> SCALARS = Set.of(
      String.class,
      Boolean.class,
      Byte.class,
      Short.class,
      Integer.class,
      Long.class,
      Float.class,
      Double.class,
      Character.class,
      UUID.class,
      Void.class);

  private final Type type;
  private final ObjectWriter writer;
  private final ObjectReader reader;
  private final ObjectReader door;
  private final boolean exact;

  /**
   * Creates the form of this type.
   *
   * @param writing writes values of the application
   * @param reading reads stored values
   * @param door reads values from outside, strictly
   * @param isPlain whether no module of the application changes how scalars are written
   */
  JacksonForm(
      Type type, ObjectMapper writing, ObjectMapper reading, ObjectReader door, boolean isPlain) {
    JavaType constructed = reading.constructType(type);
    this.type = type;
    this.writer = writing.writerFor(constructed);
    this.reader = reading.readerFor(constructed);
    this.door = door.forType(writing.constructType(type));
    this.exact = isPlain
        && type instanceof Class<?> named
        && (SCALARS.contains(named) || isPlainEnum(named));
  }

  @Override
  public boolean isExact(@Nullable Object value) {
    return exact && (value == null || value.getClass() == type);
  }

  /** Whether all values of the class survive JSON exactly. */
  static boolean isScalar(Class<?> type) {
    return type.isPrimitive() || SCALARS.contains(type) || isPlainEnum(type);
  }

  /** Whether the constants are written as their names: no annotation, here or in an interface, changes that. */
  private static boolean isPlainEnum(Class<?> type) {
    return type.isEnum()
        && type.getInterfaces().length == 0
        && Stream.<AnnotatedElement>concat(
                Stream.of(type),
                Stream.concat(
                    Arrays.stream(type.getDeclaredFields()),
                    Stream.concat(
                        Arrays.stream(type.getDeclaredMethods()),
                        Arrays.stream(type.getDeclaredConstructors()))))
            .allMatch(element -> element.getAnnotations().length == 0);
  }

  @Override
  public String write(@Nullable Object value) {
    try {
      return value == null ? "null" : writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw JsonException.unwritable(type, e.getOriginalMessage(), e);
    } catch (RuntimeException | StackOverflowError e) {
      throw JsonException.unwritable(type, e.getClass().getName(), e);
    }
  }

  /** Exceptions of the application's classes are passed on. */
  @Override
  public void write(@Nullable Object value, Writer to) throws IOException {
    writer.writeValue(to, value);
  }

  @Override
  public @Nullable Object read(String text) {
    try {
      return reader.readValue(text);
    } catch (JsonProcessingException e) {
      throw JsonException.unreadable(
          type, e.getOriginalMessage() + " at " + JsonException.where(e), e);
    } catch (RuntimeException | StackOverflowError e) {
      throw JsonException.unreadable(type, e.getClass().getName(), e);
    }
  }

  @Override
  public @Nullable String misfit(String text) {
    try {
      door.readValue(text);
      return null;
    } catch (JsonProcessingException e) {
      return Schema.field(e) + ": " + e.getOriginalMessage();
    } catch (RuntimeException | StackOverflowError e) {
      return "the data cannot be read as " + type.getTypeName() + ": "
          + e.getClass().getName();
    }
  }
}
