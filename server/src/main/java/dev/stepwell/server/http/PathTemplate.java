package dev.stepwell.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of paths: {@code {name}} matches one segment, {@code <name>} one or more. A trailing slash of a path is
 * ignored.
 */
public final class PathTemplate {
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}|<(\\w+)>");

  private final String text;
  private final Pattern pattern;
  private final List<String> names;

  private PathTemplate(String text, Pattern pattern, List<String> names) {
    this.text = text;
    this.pattern = pattern;
    this.names = names;
  }

  /** The template with this text, for example {@code /api/runs/{id}/steps/<step>}. */
  static PathTemplate of(String text) {
    List<String> names = new ArrayList<>();
    StringBuilder pattern = new StringBuilder();
    Matcher parameter = PARAMETER.matcher(text);
    int end = 0;
    while (parameter.find()) {
      boolean isSegment = parameter.group(1) != null;
      names.add(isSegment ? parameter.group(1) : parameter.group(2));
      pattern.append(Pattern.quote(text.substring(end, parameter.start())));
      pattern.append(isSegment ? "([^/]+)" : "(.+?)");
      end = parameter.end();
    }
    String rest = text.substring(end).replaceFirst("/$", "");
    pattern.append(Pattern.quote(rest)).append("/?");
    return new PathTemplate(
        text, Pattern.compile(pattern.toString(), Pattern.DOTALL), List.copyOf(names));
  }

  /** The encoded parameters of the path; null if it does not match. */
  @Nullable
  Map<String, String> match(String path) {
    Matcher matcher = pattern.matcher(path);
    if (!matcher.matches()) {
      return null;
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      parameters.put(names.get(i), matcher.group(i + 1));
    }
    return parameters;
  }

  /** Decodes a part of a path. */
  static String decoded(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Problem.bad("the path has a % without two hexadecimal digits after it");
    }
  }

  /** The text of the template. */
  @Override
  public String toString() {
    return text;
  }
}
