package dev.stepwell.runtime.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** How the transactions of a connection begin: with settings of their own, or without any because the session has them (ADR 61). */
final class Beginning {
  /** Of a connection whose session has the settings. */
  static final Beginning OF_SESSION = new Beginning("", 0);

  private final String statements;
  private final int results;

  private Beginning(String statements, int results) {
    this.statements = statements;
    this.results = results;
  }

  /** With these statements, which have this number of results. */
  static Beginning with(String statements, int results) {
    return new Beginning(statements, results);
  }

  /** Whether a transaction needs no statement to begin. */
  boolean isOfSession() {
    return results == 0;
  }

  /** Begins a transaction on this connection. */
  void on(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  /** The settings, and after them these statements, in one message; for {@link #execute}. */
  String then(String first) {
    return isOfSession() ? first : statements + ";\n" + first;
  }

  /** Executes what {@link #then} has made, and moves to the first result that is not one of the settings. */
  void execute(PreparedStatement started) throws SQLException {
    started.execute();
    for (int i = 0; i < results; i++) {
      started.getMoreResults();
    }
  }
}
