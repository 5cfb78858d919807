package dev.stepwell.server.dashboard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code of a JavaScript module: its text without comments, strings, regular expressions and what templates say
 * outside of their expressions. All of it is replaced by blanks, so that positions are those of the text.
 */
final class ModuleCode {
  private static final Pattern IMPORT =
      Pattern.compile("\\bimport\\s+(?:([^'()]+?)\\s*\\bfrom\\s+)?(['\"])( *)\\2");
  private static final Pattern EXPORTED =
      Pattern.compile("\\bexport\\s+(?:async\\s+)?(?:function|class|const|let)\\s+(\\w+)");
  private static final Pattern EXPORTED_NAMES = Pattern.compile("\\bexport\\s*\\{([^}]*)\\}");

  private static final Pattern NAME = Pattern.compile("[\\w$]+");

  /** After one of these, a slash begins a regular expression. */
  private static final String BEFORE_EXPRESSION = "(,=:[!&|?{};+-*%<>~^";

  private final String text;
  private final StringBuilder code;
  private final List<String> doubleQuoted = new ArrayList<>();
  private final List<Import> imports;
  private final List<String> exports;
  private final Map<String, Integer> uses = new HashMap<>();

  ModuleCode(String text) {
    this.text = text;
    this.code = new StringBuilder(text);
    skipCode(0);
    this.imports = imports(text, code);
    this.exports = exports(code());
    NAME.matcher(code).results().forEach(match -> uses.merge(match.group(), 1, Integer::sum));
  }

  /** An imported module, and the names that are taken from it. */
  record Import(String module, List<Name> names) {}

  /** A name in the other module, and in this one. */
  record Name(String there, String here) {}

  String code() {
    return code.toString();
  }

  /** The strings in double quotes that could have single ones. */
  List<String> doubleQuoted() {
    return doubleQuoted;
  }

  List<Import> imports() {
    return imports;
  }

  private static List<Import> imports(String text, CharSequence code) {
    List<Import> found = new ArrayList<>();
    Matcher matcher = IMPORT.matcher(code);
    while (matcher.find()) {
      String names = matcher.group(1) == null ? "" : matcher.group(1);
      found.add(new Import(text.substring(matcher.start(3), matcher.end(3)), names(names)));
    }
    return found;
  }

  List<String> exports() {
    return exports;
  }

  /** How often this name is in the code. */
  int uses(String name) {
    return uses.getOrDefault(name, 0);
  }

  /** What this code exports by its own names; it may be minified. */
  static List<String> exports(String code) {
    List<String> found = new ArrayList<>();
    Matcher single = EXPORTED.matcher(code);
    while (single.find()) {
      found.add(single.group(1));
    }
    Matcher several = EXPORTED_NAMES.matcher(code);
    while (several.find()) {
      names(several.group(1)).forEach(name -> found.add(name.here()));
    }
    return found;
  }

  private static List<Name> names(String list) {
    List<Name> found = new ArrayList<>();
    for (String each : list.replaceAll("[{}]", "").split(",", -1)) {
      String[] parts = each.strip().split("\\s+as\\s+", -1);
      if (!parts[0].isEmpty()) {
        found.add(new Name(parts[0], parts[parts.length - 1]));
      }
    }
    return found;
  }

  /** Skips code; ends at the brace that closes the expression of a template, or at the end of the text. */
  private int skipCode(int from) {
    int open = 0;
    int last = -1;
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '}' && open == 0) {
        return at;
      }
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
      int next = skipText(at, last);
      if (next == at) {
        last = Character.isWhitespace(c) ? last : at;
        at++;
      } else {
        last = isComment(at) ? last : next - 1;
        at = next;
      }
    }
    return at;
  }

  /** The end of the comment or literal that begins here; this position if none does. */
  private int skipText(int at, int last) {
    char c = text.charAt(at);
    if (isComment(at)) {
      return blank(at, text.charAt(at + 1) == '/' ? lineEnd(at) : text.indexOf("*/", at) + 2);
    } else if (c == '\'' || c == '"') {
      return skipString(at, c);
    } else if (c == '`') {
      return skipTemplate(at);
    }
    return c == '/' && isExpression(last) ? skipExpression(at) : at;
  }

  private boolean isComment(int at) {
    return text.startsWith("//", at) || text.startsWith("/*", at);
  }

  private int lineEnd(int at) {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  /** Whether a slash after this position begins a regular expression. */
  private boolean isExpression(int last) {
    return last < 0
        || BEFORE_EXPRESSION.indexOf(text.charAt(last)) >= 0
        || text.substring(0, last + 1).endsWith("return");
  }

  private int skipString(int from, char quote) {
    int at = from + 1;
    while (text.charAt(at) != quote) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    String value = text.substring(from + 1, at);
    if (quote == '"' && value.indexOf('\'') < 0) {
      doubleQuoted.add(value);
    }
    blank(from + 1, at);
    return at + 1;
  }

  private int skipTemplate(int from) {
    int at = from + 1;
    int began = at;
    while (text.charAt(at) != '`') {
      if (text.startsWith("${", at)) {
        blank(began, at);
        at = skipCode(at + 2) + 1;
        began = at;
      } else {
        at += text.charAt(at) == '\\' ? 2 : 1;
      }
    }
    blank(began, at);
    return at + 1;
  }

  private int skipExpression(int from) {
    int at = from + 1;
    boolean isInClass = false;
    while (text.charAt(at) != '/' || isInClass) {
      char c = text.charAt(at);
      isInClass = c == '[' || (isInClass && c != ']');
      at += c == '\\' ? 2 : 1;
    }
    do {
      at++;
    } while (at < text.length() && Character.isLetter(text.charAt(at)));
    return blank(from, at);
  }

  private int blank(int from, int to) {
    for (int at = from; at < to; at++) {
      if (code.charAt(at) != '\n') {
        code.setCharAt(at, ' ');
      }
    }
    return to;
  }
}
