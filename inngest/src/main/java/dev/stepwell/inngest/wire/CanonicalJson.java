package dev.stepwell.inngest.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Writes JSON in the canonical form of RFC 8785 (JCS): sorted members, no spaces, numbers as ECMAScript prints them. */
public final class CanonicalJson {
  private static final int MAX_DIGITS = 17;
  private static final int MAX_PLAIN_EXPONENT = 21;
  private static final int MIN_PLAIN_EXPONENT = -6;
  private static final double MAX_SAFE_INTEGER = 9_007_199_254_740_991d;

  private final StringBuilder text = new StringBuilder();

  private CanonicalJson() {}

  /**
   * The canonical form, in UTF-8.
   *
   * @throws IllegalArgumentException if a number has none, because it is beyond the range of IEEE 754
   */
  public static byte[] bytes(JsonNode node) {
    return text(node).getBytes(StandardCharsets.UTF_8);
  }

  /** The canonical form. */
  public static String text(JsonNode node) {
    CanonicalJson canonical = new CanonicalJson();
    canonical.write(node);
    return canonical.text.toString();
  }

  /** Whether all numbers keep their value in this form, which has only IEEE 754 numbers. */
  public static boolean carriesExactly(JsonNode node) {
    if (node.isNumber()) {
      double number = node.doubleValue();
      return Double.isFinite(number)
          && new BigDecimal(number(number)).compareTo(node.decimalValue()) == 0;
    }
    for (JsonNode part : node) {
      if (!carriesExactly(part)) {
        return false;
      }
    }
    return true;
  }

  private void write(JsonNode node) {
    if (node.isObject()) {
      writeObject(node);
    } else if (node.isArray()) {
      writeArray(node);
    } else if (node.isTextual()) {
      quote(node.textValue());
    } else if (node.isNumber()) {
      text.append(number(node.doubleValue()));
    } else {
      text.append(node.isBoolean() ? node.asText() : "null");
    }
  }

  private void writeObject(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    Collections.sort(names);
    text.append('{');
    String separator = "";
    for (String name : names) {
      text.append(separator);
      quote(name);
      text.append(':');
      write(object.get(name));
      separator = ",";
    }
    text.append('}');
  }

  private void writeArray(JsonNode array) {
    text.append('[');
    Iterator<JsonNode> elements = array.elements();
    while (elements.hasNext()) {
      write(elements.next());
      if (elements.hasNext()) {
        text.append(',');
      }
    }
    text.append(']');
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < ' ') {
            text.append(String.format("\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  /** The number in the form of ECMAScript: the shortest digits that are read as the same number. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a number is beyond the range of IEEE 754");
    }
    if (value == Math.rint(value) && Math.abs(value) <= MAX_SAFE_INTEGER) {
      return Long.toString((long) value);
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal shortest = exact;
    for (int digits = 1; digits <= MAX_DIGITS; digits++) {
      shortest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (shortest.doubleValue() == value) {
        break;
      }
    }
    return printed(shortest.stripTrailingZeros());
  }

  private static String printed(BigDecimal number) {
    String digits = number.unscaledValue().abs().toString();
    int exponent = digits.length() - number.scale();
    String sign = number.signum() < 0 ? "-" : "";
    if (exponent > MIN_PLAIN_EXPONENT && exponent <= MAX_PLAIN_EXPONENT) {
      return number.toPlainString();
    }
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    String power = exponent > 0 ? "+" + (exponent - 1) : Integer.toString(exponent - 1);
    return sign + digits.charAt(0) + fraction + "e" + power;
  }
}
