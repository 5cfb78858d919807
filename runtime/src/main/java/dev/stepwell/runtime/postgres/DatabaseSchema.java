package dev.stepwell.runtime.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * The schema that holds the tables, and gives its name to channel and locks.
 *
 * <p>Statements name the default schema {@code stepwell}. Where the schema has another name, each statement is rewritten once, when it is
 * first prepared, and then found in a map (ADR 36). With the default name nothing is wrapped and nothing is rewritten.
 */
public final class DatabaseSchema {
  /** The schema unless another is chosen. */
  public static final DatabaseSchema DEFAULT = new DatabaseSchema("stepwell");

  /** What Postgres keeps of a name; it cuts off the rest. */
  private static final int MAX_BYTES = 63;

  /** The default name as a whole word: an identifier, or the first word of a literal. Not {@code dev.stepwell}, {@code stepwell/…}. */
  private static final Pattern DEFAULT_NAME =
      Pattern.compile("(?<![\\w.$/-])(['\"]?)stepwell(?![\\w$/-])");

  private final String name;
  private final ConcurrentMap<String, String> rewritten = new ConcurrentHashMap<>();

  private DatabaseSchema(String name) {
    this.name = name;
  }

  /**
   * The schema of this exact name, including case and special characters.
   *
   * @throws IllegalArgumentException if Postgres cannot have a schema of this name
   */
  public static DatabaseSchema named(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("the name of the schema is blank");
    }
    if (name.codePoints().anyMatch(c -> Character.isISOControl(c) || isSurrogate(c))) {
      throw new IllegalArgumentException("the name of the schema, \"" + name
          + "\", has a control character or half of a surrogate pair");
    }
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException("the name of the schema, \"" + name + "\", has " + bytes
          + " bytes, but Postgres keeps only " + MAX_BYTES);
    }
    if (name.startsWith("pg_") || name.equals("information_schema")) {
      throw new IllegalArgumentException(
          "the schema cannot be named \"" + name + "\": Postgres reserves that name");
    }
    return name.equals(DEFAULT.name) ? DEFAULT : new DatabaseSchema(name);
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint <= Character.MAX_VALUE && Character.isSurrogate((char) codePoint);
  }

  /** The name, as it was chosen. */
  public String name() {
    return name;
  }

  /** The name as an identifier in SQL. */
  String identifier() {
    return quoted(name);
  }

  /** This name as an identifier in SQL. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** This text as a literal in SQL. */
  static String literal(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }

  /** The statement for this schema. */
  String in(String sql) {
    return this == DEFAULT ? sql : rewritten.computeIfAbsent(sql, this::rewrite);
  }

  private String rewrite(String sql) {
    Matcher names = DEFAULT_NAME.matcher(sql);
    StringBuilder text = new StringBuilder();
    while (names.find()) {
      names.appendReplacement(text, Matcher.quoteReplacement(replacement(sql, names)));
    }
    return names.appendTail(text).toString();
  }

  /** A literal either begins with a qualified name, as {@code 'stepwell.run'::regclass} does, or with the bare name. */
  private String replacement(String sql, Matcher found) {
    String opening = found.group(1);
    if (opening.isEmpty()) {
      return identifier();
    }
    if (opening.equals("\"")) {
      return opening + name.replace("\"", "\"\"");
    }
    boolean qualifies = found.end() < sql.length() && sql.charAt(found.end()) == '.';
    return opening + (qualifies ? identifier() : name).replace("'", "''");
  }

  /** The data source, whose connections take statements that name the default schema. */
  DataSource on(DataSource dataSource) {
    return this == DEFAULT ? dataSource : new SchemaDataSource(dataSource, this);
  }

  /** The connection, which takes statements that name the default schema. */
  Connection on(Connection connection) {
    return this == DEFAULT ? connection : SchemaDataSource.rewriting(connection, this);
  }

  @Override
  public String toString() {
    return name;
  }
}
