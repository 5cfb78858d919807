package dev.stepwell.server.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parameters of a request's query. A blank parameter counts as absent. */
public final class Parameters {
  private static final int MAX = 200;
  private static final int USUAL = 50;

  private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

  private final Map<String, List<String>> given;

  private Parameters(Map<String, List<String>> given) {
    this.given = given;
  }

  /** The query of a request. */
  public static Parameters of(Exchange request) {
    return new Parameters(request.queryParamMap());
  }

  /** Like {@link #of(Exchange)}, for parameters in the body of a request. */
  public static Parameters of(Map<String, List<String>> given) {
    return new Parameters(given);
  }

  /** Like {@link #of(Exchange)}, for the query of another address, such as {@code status=failed&limit=50}. */
  public static Parameters ofQuery(String query) {
    return new Parameters(QueryString.of(query));
  }

  /** Whether there are no parameters. */
  public boolean isEmpty() {
    return given.isEmpty();
  }

  /** Rejects parameters of other names. */
  public void allow(Set<String> names) {
    Set<String> unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(names);
    if (!unknown.isEmpty()) {
      throw Problem.bad(
          "parameters " + unknown + " are unknown; there are " + new TreeSet<>(names));
    }
  }

  /** The parameter of this name; null if absent. */
  public @Nullable String text(String name) {
    String text = exact(name);
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** Like {@link #text}, without trimming; null if empty. */
  public @Nullable String exact(String name) {
    List<String> values = given.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw Problem.bad(
          "parameter " + name + " is given " + values.size() + " times: give it once");
    }
    if (values.isEmpty() || values.get(0).isEmpty()) {
      return null;
    }
    if (values.get(0).indexOf('\0') >= 0) {
      throw Problem.bad("parameter " + name + " has a NUL character: leave it out");
    }
    return values.get(0);
  }

  /** The required parameter of this name. */
  public String required(String name) {
    String text = exact(name);
    if (text == null) {
      throw Problem.bad("parameter " + name + " is missing");
    }
    return text;
  }

  /** Whether this parameter is {@code true}; false if absent. */
  public boolean flag(String name) {
    String text = text(name);
    if (text == null || text.equals("false")) {
      return false;
    } else if (text.equals("true")) {
      return true;
    }
    throw Problem.bad(name + " must be true or false, not " + text);
  }

  /** A time such as {@code 2026-01-31T09:00:00Z}; null if absent. */
  public @Nullable Instant time(String name) {
    String text = text(name);
    try {
      return text == null ? null : within(name, OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw Problem.bad(name + " must be a time such as 2026-01-31T09:00:00Z, not " + text);
    }
  }

  /**
   * The time, if the database can store it.
   *
   * @param name the name of the field, for the message
   */
  public static Instant within(String name, Instant time) {
    if (time.isBefore(Instant.EPOCH) || !time.isBefore(END)) {
      throw Problem.bad(
          name + " must be from 1970-01-01T00:00:00Z to 9998-12-31T23:59:59Z, not " + time);
    }
    return time;
  }

  /** The requested number of items. */
  public int limit() {
    return number("limit", USUAL, MAX);
  }

  /** The requested number of items to leave out. */
  public int offset() {
    return number("offset", 0, 0, Integer.MAX_VALUE);
  }

  /** A number from 1 to the maximum. */
  public int number(String name, int usual, int max) {
    return number(name, usual, 1, max);
  }

  private int number(String name, int usual, int min, int max) {
    String text = text(name);
    try {
      int number = text == null ? usual : Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw Problem.bad(name + " must be a number, not " + text);
    }
    throw Problem.bad(name + " must be from " + min + " to " + max + ", not " + text);
  }

  /** All parameters in a canonical order. */
  @Override
  public String toString() {
    return new TreeMap<>(given).toString();
  }
}
