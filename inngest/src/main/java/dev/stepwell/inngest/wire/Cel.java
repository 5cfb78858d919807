package dev.stepwell.inngest.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes parts of CEL expressions for a server. */
public final class Cel {
  private static final Set<String> RESERVED = Set.of(
      "as",
      "break",
      "const",
      "continue",
      "else",
      "false",
      "for",
      "function",
      "if",
      "import",
      "in",
      "let",
      "loop",
      "namespace",
      "null",
      "package",
      "return",
      "true",
      "var",
      "void",
      "while");

  private Cel() {}

  /** A field of an event's data, for example {@code async.data.order.id}; the data itself without a field. */
  public static String field(String event, List<String> path) {
    StringBuilder text = new StringBuilder(event).append(".data");
    path.forEach(name -> text.append(member(name)));
    return text.toString();
  }

  private static String member(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*") && !RESERVED.contains(name)
        ? "." + name
        : "[" + quoted(name) + "]";
  }

  /** A text as a literal. */
  public static String quoted(String text) {
    return CanonicalJson.text(TextNode.valueOf(text));
  }

  /**
   * A text as an expression without escapes, which a server compares as they are written: parts in the quotes that they do not contain.
   *
   * @throws IllegalArgumentException if the text has characters that need escapes
   */
  private static String unescaped(String text) {
    if (text.chars().anyMatch(c -> c < ' ' || c == '\\')) {
      throw new IllegalArgumentException("the text has a backslash or a control character");
    }
    if (text.indexOf('"') < 0) {
      return "\"" + text + "\"";
    }
    if (text.indexOf('\'') < 0) {
      return "'" + text + "'";
    }
    return Arrays.stream(text.split("(?<=\")|(?=\")"))
        .map(part -> part.equals("\"") ? "'\"'" : "\"" + part + "\"")
        .collect(Collectors.joining(" + ", "(", ")"));
  }

  /**
   * The conditions for equality with a value, joined by and; the value is null if the field is missing.
   *
   * @throws IllegalArgumentException if a server cannot compare with a text in the value
   */
  public static String equal(String value, JsonNode wanted) {
    List<String> parts = new ArrayList<>();
    add(parts, value, wanted);
    return String.join(" && ", parts);
  }

  private static void add(List<String> parts, String value, JsonNode wanted) {
    if (wanted.isObject() && !wanted.isEmpty()) {
      for (Map.Entry<String, JsonNode> member : wanted.properties()) {
        add(parts, value + member(member.getKey()), member.getValue());
      }
    } else if (wanted.isArray()) {
      parts.add("size(" + value + ") == " + wanted.size());
      for (int i = 0; i < wanted.size(); i++) {
        add(parts, value + "[" + i + "]", wanted.get(i));
      }
    } else {
      parts.add(value + " == " + literal(wanted));
    }
  }

  private static String literal(JsonNode value) {
    if (value.isTextual()) {
      return unescaped(value.textValue());
    }
    return value.isNumber() ? value.decimalValue().toPlainString() : value.toString();
  }
}
