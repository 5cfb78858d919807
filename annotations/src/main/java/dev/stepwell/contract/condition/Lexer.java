package dev.stepwell.contract.condition;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Splits the text of a condition into tokens. */
final class Lexer {
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern NAME =
      Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*");
  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?([eE][+-]?\\d{1,3})?");
  private static final Pattern SIGN =
      Pattern.compile("==|!=|<=|>=|&&|\\|\\||[<>!()\\[\\],.+\\-*/%?:&|={}]");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  /** The tokens of this text; the last one is its end. */
  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    while (lexer.at < text.length()) {
      lexer.next();
    }
    lexer.add(Token.Kind.END, text.length(), null);
    return lexer.tokens;
  }

  /** A string as a literal. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("'");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('\'').toString();
  }

  private void next() {
    char c = text.charAt(at);
    if (c == '\'' || c == '"') {
      quotedText(c);
      return;
    }
    int space = end(SPACE);
    if (space > at) {
      at = space;
    } else if (end(NAME) > at) {
      add(Token.Kind.NAME, end(NAME), null);
    } else if (end(NUMBER) > at) {
      number(end(NUMBER));
    } else if (end(SIGN) > at) {
      add(Token.Kind.SIGN, end(SIGN), null);
    } else {
      throw new ConditionException("conditions have no character " + c, new Span(at, at + 1));
    }
  }

  /** The end of what this pattern matches at this index; the index itself if nothing. */
  private int end(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    return matcher.lookingAt() ? matcher.end() : at;
  }

  private void add(Token.Kind kind, int end, @Nullable Object value) {
    tokens.add(new Token(kind, text.substring(at, end), value, new Span(at, end)));
    at = end;
  }

  private void number(int end) {
    String digits = text.substring(at, end);
    Span span = new Span(at, end);
    if (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      throw new ConditionException("write a number as 100 or 1.5", new Span(at, end + 1));
    }
    try {
      boolean whole = digits.chars().allMatch(Character::isDigit);
      add(Token.Kind.NUMBER, end, whole ? Long.valueOf(digits) : new BigDecimal(digits));
    } catch (NumberFormatException tooLarge) {
      throw new ConditionException("this number is too large", span);
    }
  }

  private void quotedText(char quote) {
    StringBuilder value = new StringBuilder();
    int i = at + 1;
    while (i < text.length() && text.charAt(i) != quote) {
      if (text.charAt(i) == '\\') {
        i = escaped(i, value);
      } else {
        value.append(text.charAt(i));
        i++;
      }
    }
    if (i >= text.length()) {
      throw new ConditionException(
          "this text is not closed by another " + quote, new Span(at, text.length()));
    }
    add(Token.Kind.TEXT, i + 1, value.toString());
  }

  /** Reads the escape sequence at this index, and returns its end. */
  private int escaped(int backslash, StringBuilder to) {
    char c = backslash + 1 < text.length() ? text.charAt(backslash + 1) : ' ';
    int plain = "\\'\"nrt".indexOf(c);
    if (plain >= 0) {
      to.append("\\'\"\n\r\t".charAt(plain));
      return backslash + 2;
    }
    int end = Math.min(backslash + 6, text.length());
    if (text.substring(backslash + 1, end).matches("u[0-9A-Fa-f]{4}")) {
      to.append((char) Integer.parseInt(text.substring(backslash + 2, end), 16));
      return end;
    }
    throw new ConditionException(
        "a backslash must be followed by one of \\ ' \" n r t, or by u and four hexadecimal digits",
        new Span(backslash, Math.min(backslash + 2, text.length())));
  }
}
