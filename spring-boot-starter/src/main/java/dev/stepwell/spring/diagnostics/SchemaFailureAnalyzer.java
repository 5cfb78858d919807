package dev.stepwell.spring.diagnostics;

import dev.stepwell.runtime.store.SchemaException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports a schema that this version cannot work with, or a right that the role lacks. */
final class SchemaFailureAnalyzer extends AbstractFailureAnalyzer<SchemaException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, SchemaException cause) {
    String action = switch (cause.problem()) {
      case MISSING, OUTDATED ->
        "Apply the migrations: set stepwell.migrate.enabled to true, call Stepwell.migrate(dataSource) as a role with the right to"
            + " create, or run the SQL that java -cp … dev.stepwell.runtime.Migrate --print-sql prints.";
      case MISSING_RIGHTS ->
        "Grant the role the right that the message names; or let a role with the rights apply the migrations (Stepwell.migrate, or the SQL of"
            + " Stepwell.migrationScript().runtimeRole(role)), and set stepwell.migrate.enabled to false.";
      case NEWER ->
        "Start the application with the newer version of Stepwell, or set stepwell.schema to a schema of its own.";
      case INCOMPLETE ->
        "Restore the schema, or set stepwell.schema to a schema that does not exist yet.";
      case STANDBY ->
        "Connect to the primary server, for example with several hosts and targetServerType=primary in spring.datasource.url; or let"
            + " the start wait for a failover: stepwell.wait-for-database=1m.";
      case READ_ONLY ->
        "Let transactions write: check default_transaction_read_only of the role and the database, and spring.datasource.hikari.read-only.";
    };
    return new FailureAnalysis(
        "Stepwell cannot use the schema of its tables: " + cause.getMessage() + ".", action, cause);
  }
}
