package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;

/** A function, and the value of the key of one of its rules on starts. */
record RuleKey(String functionId, String key) implements Comparable<RuleKey> {
  static RuleKey of(ResultSet row) throws SQLException {
    return new RuleKey(row.getString("function_id"), row.getString("key"));
  }

  @Override
  public int compareTo(RuleKey other) {
    int byFunction = functionId.compareTo(other.functionId);
    return byFunction == 0 ? key.compareTo(other.key) : byFunction;
  }

  /** Sets the first two parameters: the functions, and the keys. */
  static void set(Connection connection, PreparedStatement statement, Collection<RuleKey> keys)
      throws SQLException {
    statement.setArray(1, texts(connection, keys, RuleKey::functionId));
    statement.setArray(2, texts(connection, keys, RuleKey::key));
  }
}
