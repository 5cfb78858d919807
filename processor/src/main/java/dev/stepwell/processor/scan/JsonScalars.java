package dev.stepwell.processor.scan;

import dev.stepwell.processor.model.SchemaText;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.type.TypeKind;
import org.jspecify.annotations.Nullable;

/** What JSON makes of single values: texts, numbers, truths, and times, which are texts of a form. */
final class JsonScalars {
  private static final String STRING = "{\"type\":\"string\"}";
  private static final String BOOLEAN = "{\"type\":\"boolean\"}";

  private static final Pattern WIDTH =
      Pattern.compile("(?<=\"(integer|number)\"),\"format\":\"\\w+\"");

  /** The schemas of classes, with which numbers they hold. */
  private static final Map<String, String> SCHEMAS = Map.ofEntries(
      Map.entry("java.lang.String", STRING),
      Map.entry("java.lang.CharSequence", STRING),
      Map.entry("java.lang.Character", STRING),
      Map.entry("java.lang.Boolean", BOOLEAN),
      Map.entry("java.lang.Byte", integer("int8")),
      Map.entry("java.lang.Short", integer("int16")),
      Map.entry("java.lang.Integer", integer("int32")),
      Map.entry("java.lang.Long", integer("int64")),
      Map.entry("java.math.BigInteger", integer("bigint")),
      Map.entry("java.lang.Float", number("float")),
      Map.entry("java.lang.Double", number("double")),
      Map.entry("java.math.BigDecimal", number("decimal")),
      Map.entry("java.time.Instant", text("date-time")),
      Map.entry("java.time.OffsetDateTime", text("date-time")),
      Map.entry("java.time.ZonedDateTime", text("date-time")),
      Map.entry("java.time.LocalDate", text("date")),
      Map.entry("java.time.Duration", text("duration")),
      Map.entry("java.util.UUID", text("uuid")),
      Map.entry("java.net.URI", text("uri")),
      Map.entry("java.lang.Void", SchemaText.NOTHING));

  private JsonScalars() {}

  private static String integer(String format) {
    return "{\"type\":\"integer\",\"format\":\"" + format + "\"}";
  }

  private static String number(String format) {
    return "{\"type\":\"number\",\"format\":\"" + format + "\"}";
  }

  private static String text(String format) {
    return "{\"type\":\"string\",\"format\":\"" + format + "\"}";
  }

  /** The full names of the classes whose values are such. */
  static Set<String> classes() {
    return SCHEMAS.keySet();
  }

  /** The schema of the values of this class; null if they are no such. */
  static @Nullable String schema(String name) {
    return SCHEMAS.get(name);
  }

  /** The schema of the values of a primitive type. */
  static String schema(TypeKind primitive) {
    return switch (primitive) {
      case BOOLEAN -> BOOLEAN;
      case CHAR -> STRING;
      case BYTE -> integer("int8");
      case SHORT -> integer("int16");
      case LONG -> integer("int64");
      case FLOAT -> number("float");
      case DOUBLE -> number("double");
      default -> integer("int32");
    };
  }

  /** The same schema of all numbers of its type. */
  static String ofAnyWidth(String schema) {
    return WIDTH.matcher(schema).replaceFirst("");
  }
}
