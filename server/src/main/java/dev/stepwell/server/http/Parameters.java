package dev.stepwell.server.http;

import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a request asks with, in its query. A parameter that is blank is one that is not there. */
public final class Parameters {
  private static final int MOST = 200;
  private static final int USUAL = 50;

  private final Map<String, List<String>> given;

  private Parameters(Map<String, List<String>> given) {
    this.given = given;
  }

  /** The query of a request. */
  public static Parameters of(Context request) {
    return new Parameters(request.queryParamMap());
  }

  /** As {@link #of(Context)}, for what is not in the query of a request but in its body. */
  public static Parameters of(Map<String, List<String>> given) {
    return new Parameters(given);
  }

  /** Refuses parameters of other names. */
  public void allow(Set<String> names) {
    Set<String> unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(names);
    if (!unknown.isEmpty()) {
      throw Problem.bad(
          "parameters " + unknown + " are unknown; there are " + new TreeSet<>(names));
    }
  }

  /** The first of this name; null if there is none. */
  public @Nullable String text(String name) {
    List<String> values = given.getOrDefault(name, List.of());
    return values.isEmpty() || values.get(0).isBlank() ? null : values.get(0).strip();
  }

  /** A time as in {@code 2026-01-31T09:00:00Z}; null if there is none. */
  public @Nullable Instant time(String name) {
    String text = text(name);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw Problem.bad(name + " is a time as in 2026-01-31T09:00:00Z, and not " + text);
    }
  }

  /** How many are wanted. */
  public int limit() {
    return number("limit", USUAL, MOST);
  }

  /** A number from 1 to the most that there may be. */
  public int number(String name, int usual, int most) {
    String text = text(name);
    try {
      int number = text == null ? usual : Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw Problem.bad(name + " is a number, and not " + text);
    }
    throw Problem.bad(name + " is from 1 to " + most + ", and not " + text);
  }

  /** All that is asked with, in one order. */
  @Override
  public String toString() {
    return new TreeMap<>(given).toString();
  }
}
