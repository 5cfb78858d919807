package dev.stepwell.runtime.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings that a transaction begins with.
 *
 * <p>They end with the transaction, so that no other user of the connection or of the server's session sees them. They travel with the
 * transaction's first statement where transactions are frequent.
 */
enum TransactionStart {
  /** Reads what is committed whatever the database's defaults are, ends when its process pauses, compiles no plans. */
  PLAIN(Mode.OURS, List.of()),

  /**
   * As {@link #PLAIN}, and finds rows by their keys. Statistics of a table that was empty a moment ago describe it as small, and plans
   * that follow from them stay in use when it no longer is (ADR 11).
   */
  BY_KEYS(Mode.OURS, Plans.BY_KEYS),

  /** As {@link #BY_KEYS}, for groups of writes: the same plan for all parameters, and no long wait for another transaction. */
  GROUP(Mode.OURS, Plans.BY_KEYS, "plan_cache_mode=force_generic_plan", "lock_timeout=250ms"),

  /** As {@link #BY_KEYS}, in a transaction that a user's step has begun, with the isolation that the step has chosen. */
  RECORD(Mode.OF_THE_STEP, Plans.BY_KEYS);

  private final String statements;
  private final int results;

  private enum Mode {
    /** Before any query: a transaction that has read something can no longer choose. */
    OURS("set transaction isolation level read committed, read write, not deferrable;\n", 1),
    OF_THE_STEP("", 0);

    private final String statement;
    private final int results;

    Mode(String statement, int results) {
      this.statement = statement;
      this.results = results;
    }
  }

  private static final class Plans {
    static final List<String> BY_KEYS = List.of(
        "enable_seqscan=off",
        "enable_bitmapscan=off",
        "enable_hashjoin=off",
        "enable_mergejoin=off",
        "enable_memoize=off");
  }

  /**
   * JIT is off in all of them: to compile a plan takes longer than to execute any of these statements, and before Postgres 18 each plan
   * node that a setting disables adds 10¹⁰ to the cost by which Postgres decides to compile (ADR 34).
   */
  TransactionStart(Mode mode, List<String> plans, String... others) {
    Stream<String> common = Stream.of("jit=off", "idle_in_transaction_session_timeout=10s");
    this.statements = Stream.of(common, plans.stream(), Arrays.stream(others))
        .flatMap(settings -> settings)
        .map(setting -> setting.split("="))
        .map(setting -> "set_config('" + setting[0] + "', '" + setting[1] + "', true)")
        .collect(Collectors.joining(", ", mode.statement + "select ", ""));
    this.results = mode.results + 1;
  }

  /** Begins a transaction on this connection. */
  void on(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  /** The settings, and after them these statements, in one message; for {@link #execute}. */
  String then(String first) {
    return statements + ";\n" + first;
  }

  /** Executes what {@link #then} has made, and moves to the first result that is not one of the settings. */
  void execute(PreparedStatement started) throws SQLException {
    started.execute();
    for (int i = 0; i < results; i++) {
      started.getMoreResults();
    }
  }
}
