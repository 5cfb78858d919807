package dev.stepwell.inngest.testserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Evaluates expressions like a real server: a missing field is null, an error is false, and escapes in texts stay. */
public final class MiniCel {
  private static final Pattern TOKEN = Pattern.compile(
      "\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|[0-9]+(?:\\.[0-9]+)?|[A-Za-z_][A-Za-z0-9_]*|==|!=|<=|>=|&&|\\|\\||[-+!<>()\\[\\].,?:])");

  private final List<String> tokens = new ArrayList<>();
  private final Map<String, JsonNode> variables;
  private int at;

  private MiniCel(String text, Map<String, JsonNode> variables) {
    this.variables = variables;
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
    if (!text.substring(end).isBlank()) {
      throw new IllegalArgumentException("cannot compile " + text + " from " + end);
    }
    tokens.add("");
  }

  static boolean holds(String text, Map<String, JsonNode> variables) {
    return value(text, variables).asText().equals("true");
  }

  /** The value of an expression; null for a missing one. */
  public static JsonNode value(String text, Map<String, JsonNode> variables) {
    MiniCel cel = new MiniCel(text, variables);
    JsonNode value = cel.choice();
    if (!cel.tokens.get(cel.at).isEmpty()) {
      throw new IllegalArgumentException("cannot compile " + text + " from token " + cel.at);
    }
    return value;
  }

  private boolean take(String token) {
    boolean taken = tokens.get(at).equals(token);
    at += taken ? 1 : 0;
    return taken;
  }

  private JsonNode choice() {
    JsonNode test = either();
    if (!take("?")) {
      return test;
    }
    JsonNode first = choice();
    expect(":");
    JsonNode second = choice();
    return test.asBoolean() ? first : second;
  }

  private JsonNode either() {
    JsonNode left = both();
    while (take("||")) {
      JsonNode right = both();
      left = BooleanNode.valueOf(left.asBoolean() || right.asBoolean());
    }
    return left;
  }

  private JsonNode both() {
    JsonNode left = compared();
    while (take("&&")) {
      JsonNode right = compared();
      left = BooleanNode.valueOf(left.asBoolean() && right.asBoolean());
    }
    return left;
  }

  private JsonNode compared() {
    JsonNode left = sum();
    for (String by : List.of("==", "!=", "<=", ">=", "<", ">", "in")) {
      if (take(by)) {
        return BooleanNode.valueOf(compare(left, by, sum()));
      }
    }
    return left;
  }

  private static boolean compare(JsonNode left, String by, JsonNode right) {
    if (by.equals("in")) {
      for (JsonNode element : right) {
        if (equal(left, element)) {
          return true;
        }
      }
      return right.isObject() && right.has(left.asText());
    }
    if (by.equals("==") || by.equals("!=")) {
      return equal(left, right) == by.equals("==");
    }
    boolean comparable =
        (left.isNumber() && right.isNumber()) || (left.isTextual() && right.isTextual());
    int order = !comparable
        ? 0
        : left.isNumber()
            ? left.decimalValue().compareTo(right.decimalValue())
            : left.asText().compareTo(right.asText());
    return comparable
        && switch (by) {
          case "<" -> order < 0;
          case ">" -> order > 0;
          case "<=" -> order <= 0;
          default -> order >= 0;
        };
  }

  private static boolean equal(JsonNode left, JsonNode right) {
    return (left.isNumber() && right.isNumber())
        ? left.decimalValue().compareTo(right.decimalValue()) == 0
        : left.equals(right);
  }

  private JsonNode sum() {
    JsonNode left = unary();
    while (take("+")) {
      left = TextNode.valueOf(left.asText() + unary().asText());
    }
    return left;
  }

  private JsonNode unary() {
    if (take("!")) {
      return BooleanNode.valueOf(!unary().asBoolean());
    }
    return take("-") ? DecimalNode.valueOf(unary().decimalValue().negate()) : postfix();
  }

  private JsonNode postfix() {
    JsonNode value = primary();
    while (true) {
      if (take(".")) {
        String name = tokens.get(at++);
        value = take("(") ? call(value, name) : member(value, name);
      } else if (take("[")) {
        JsonNode key = choice();
        expect("]");
        value = key.isNumber() ? node(value.get(key.asInt())) : member(value, key.asText());
      } else {
        return value;
      }
    }
  }

  private JsonNode call(JsonNode of, String name) {
    JsonNode part = choice();
    expect(")");
    return BooleanNode.valueOf(of.isTextual()
        && switch (name) {
          case "startsWith" -> of.asText().startsWith(part.asText());
          case "endsWith" -> of.asText().endsWith(part.asText());
          default -> of.asText().contains(part.asText());
        });
  }

  private static JsonNode member(JsonNode value, String name) {
    return node(value.get(name));
  }

  private static JsonNode node(@Nullable JsonNode value) {
    return value == null ? NullNode.instance : value;
  }

  private JsonNode primary() {
    String token = tokens.get(at++);
    if (token.equals("(")) {
      JsonNode within = choice();
      expect(")");
      return within;
    }
    if (token.equals("[")) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      while (!take("]")) {
        list.add(choice());
        take(",");
      }
      return list;
    }
    if (token.startsWith("\"") || token.startsWith("'")) {
      return TextNode.valueOf(token.substring(1, token.length() - 1));
    }
    if (Character.isDigit(token.charAt(0))) {
      return DecimalNode.valueOf(new BigDecimal(token));
    }
    return named(token);
  }

  private JsonNode named(String token) {
    switch (token) {
      case "true", "false" -> {
        return BooleanNode.valueOf(token.equals("true"));
      }
      case "null" -> {
        return NullNode.instance;
      }
      case "size", "string", "int" -> {
        expect("(");
        JsonNode of = choice();
        expect(")");
        return converted(token, of);
      }
      default -> {
        JsonNode variable = variables.get(token);
        if (variable == null) {
          throw new IllegalArgumentException("cannot compile: there is no " + token);
        }
        return variable;
      }
    }
  }

  private static JsonNode converted(String by, JsonNode of) {
    return switch (by) {
      case "string" -> TextNode.valueOf(of.asText());
      case "int" ->
        of.isNumber()
            ? DecimalNode.valueOf(of.decimalValue().setScale(0, RoundingMode.DOWN))
            : NullNode.instance;
      default ->
        DecimalNode.valueOf(new BigDecimal(of.isTextual() ? of.asText().length() : of.size()));
    };
  }

  private void expect(String token) {
    if (!take(token)) {
      throw new IllegalArgumentException("cannot compile: " + token + " is missing");
    }
  }
}
