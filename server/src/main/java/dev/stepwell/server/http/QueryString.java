package dev.stepwell.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses query strings. The container's own parser also reads bodies. */
final class QueryString {
  private QueryString() {}

  /** The values of each parameter, in order. */
  static Map<String, List<String>> of(@Nullable String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String part : query == null ? new String[0] : query.split("&", -1)) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        String name = decoded(equals < 0 ? part : part.substring(0, equals));
        String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
        parameters.computeIfAbsent(name, unknown -> new ArrayList<>()).add(value);
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Problem.bad("the query has a % without two hexadecimal digits after it");
    }
  }
}
