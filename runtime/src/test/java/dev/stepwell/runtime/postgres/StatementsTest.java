package dev.stepwell.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A migrated Postgres accepts every statement. */
class StatementsTest {
  private static final List<Class<?>> HOLDERS = List.of(
      RunEndEffects.class,
      AppendStatements.class,
      BacklogCheck.class,
      BacklogStatements.class,
      BatchStatements.class,
      DebounceStatements.class,
      GatherStatements.class,
      Listening.class,
      ReportedDelays.class,
      IdleRules.class,
      ImmediateStarts.class,
      RuleLocks.class,
      RateLimitStatements.class,
      RuledStarts.class,
      SingletonStatements.class,
      SkipStatements.class,
      StartReasons.class,
      EventKeys.class,
      ShapeStatements.class,
      WaitStatements.class,
      CallerTransaction.class,
      EventLists.class,
      RunViews.class,
      JournalStatements.class,
      LimitPublication.class,
      LimitTransitions.class,
      LimitControlStatements.class,
      LimitStatements.class,
      StepLineStatements.class,
      StepSlotStatements.class,
      GroupTransaction.class,
      Notices.class,
      PostgresCancellations.class,
      PostgresConnectedRuns.class,
      PostgresDeferredEvents.class,
      PostgresEventSchedules.class,
      PostgresFunctions.class,
      PostgresInsights.class,
      PostgresLogouts.class,
      PostgresReasons.class,
      PostgresReruns.class,
      PostgresRetention.class,
      PostgresRunQueue.class,
      BurialStatements.class,
      ClaimStatements.class,
      LeaseStatements.class,
      PostgresRuns.class,
      PostgresSchedules.class,
      PostgresSignals.class,
      PostgresSingletons.class,
      PostgresSlots.class,
      PostgresStore.class,
      PostgresTransactions.class,
      PostgresWaits.class,
      SchemaState.class,
      StepSession.class,
      RunColumns.class,
      RunListStatements.class,
      RunLists.class,
      Sessions.class,
      Sql.class,
      CancelStatements.class,
      Commits.class,
      StartStatements.class,
      StepStatements.class);

  /** No class with statements is forgotten above. */
  @Test
  void everyClassThatHoldsStatementsIsHere() {
    assertThat(new ClassFileImporter()
            .importPackages("dev.stepwell.runtime.postgres").stream()
                .filter(type -> type.getFields().stream()
                    .anyMatch(field -> field.getRawType().isEquivalentTo(String.class)
                        && field.getModifiers().contains(JavaModifier.STATIC)
                        && field.getModifiers().contains(JavaModifier.FINAL)))
                .map(type -> type.getSimpleName())
                .filter(name -> !name.endsWith("Test")))
        .contains("RunEndEffects")
        .isSubsetOf(Stream.concat(
                HOLDERS.stream().map(Class::getSimpleName),
                Stream.of(
                    "LimitColumns",
                    "LimitGrants",
                    "LimitedClaims",
                    "RunLines",
                    "StepLines",
                    "Migrations",
                    "RunSource",
                    "SchemaCheck",
                    "SqlStates"))
            .toList());
  }

  private static Map<String, String> statements() throws IllegalAccessException {
    Map<String, String> statements = new TreeMap<>();
    for (Class<?> holder : HOLDERS) {
      for (Field field : holder.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers())
            && !Modifier.isPrivate(field.getModifiers())
            && field.getType() == String.class) {
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
    assertThat(statements).hasSizeGreaterThan(60);
  }
}
