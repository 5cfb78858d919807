package dev.stepwell.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.TestPostgres;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every statement is one that a migrated Postgres understands. */
class StatementsTest {
  private static final List<Class<?>> HOLDERS = List.of(
      AppendStatements.class,
      JournalStatements.class,
      GroupTransaction.class,
      PostgresCancellations.class,
      PostgresFunctions.class,
      PostgresRunQueue.class,
      PostgresRuns.class,
      PostgresSignals.class);

  private static Map<String, String> statements() throws IllegalAccessException {
    Map<String, String> statements = new TreeMap<>();
    for (Class<?> holder : HOLDERS) {
      for (Field field : holder.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
          String text = (String) field.get(null);
          if (text.matches("(?s)(with|select|insert|update|delete) .*|with lease.*")) {
            statements.put(holder.getSimpleName() + "." + field.getName(), text);
          }
        }
      }
    }
    return statements;
  }

  @Test
  void everyStatementCanBePrepared() throws Exception {
    List<String> refused = new ArrayList<>();
    Map<String, String> statements = statements();
    try (HikariDataSource database = TestPostgres.freshDatabase();
        Connection connection = database.getConnection()) {
      for (Map.Entry<String, String> statement : statements.entrySet()) {
        try (PreparedStatement prepared = connection.prepareStatement(statement.getValue())) {
          prepared.getParameterMetaData();
        } catch (java.sql.SQLException e) {
          refused.add(statement.getKey() + ": " + e.getMessage());
        }
      }
    }
    assertThat(refused).isEmpty();
    assertThat(statements).hasSizeGreaterThan(20);
  }
}
