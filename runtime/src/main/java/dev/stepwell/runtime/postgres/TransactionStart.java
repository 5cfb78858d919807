package dev.stepwell.runtime.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings that a transaction begins with.
 *
 * <p>They end with the transaction, so that no other user of the connection or of the server's session sees them. They travel with the
 * transaction's first statement where transactions are frequent. A session that nothing else uses can have them for good instead.
 */
@SuppressWarnings(
    "ImmutableEnumChecker") // An unmodifiable list, and a final class of final fields.
enum TransactionStart {
  /** Reads committed data whatever the database's defaults are, ends when its process pauses, and compiles no plans. */
  PLAIN(Mode.OURS, List.of()),

  /** As {@link #PLAIN}, and waits for another transaction as long as it takes. */
  WAITING(Mode.OURS, List.of(), "lock_timeout=0"),

  /**
   * Like {@link #PLAIN}, and finds rows by their keys. Statistics of a recently empty table describe it as small, and
   * plans based on them remain in use when it no longer is (ADR 11).
   */
  BY_KEYS(Mode.OURS, Plans.BY_KEYS),

  /** Like {@link #BY_KEYS}, for a thread with other work: no long wait for another transaction. */
  BRIEFLY(Mode.OURS, Plans.BY_KEYS, "lock_timeout=250ms"),

  /** Like {@link #BY_KEYS}, for claims: the same plan for all parameters. */
  CLAIM(Mode.OURS, Plans.BY_KEYS, "plan_cache_mode=force_generic_plan"),

  /**
   * Like {@link #BY_KEYS}, for groups of writes: the same plan for all parameters, and no long wait for another
   * transaction.
   */
  GROUP(Mode.OURS, Plans.BY_KEYS, "plan_cache_mode=force_generic_plan", "lock_timeout=250ms"),

  /** As {@link #BY_KEYS}, in a transaction that a user's step has begun, with the isolation that the step has chosen. */
  RECORD(Mode.OF_THE_STEP, Plans.BY_KEYS);

  private final List<String> settings;
  private final Beginning perTransaction;

  private enum Mode {
    /** Before any query: a transaction that has read data can no longer change its isolation. */
    OURS("set transaction isolation level read committed, read write, not deferrable;\n", 1),
    OF_THE_STEP("", 0);

    private final String statement;
    private final int results;

    Mode(String statement, int results) {
      this.statement = statement;
      this.results = results;
    }
  }

  /** What {@link Mode#OURS} sets per transaction. */
  private static final class Modes {
    static final List<String> OF_SESSION = List.of(
        "default_transaction_isolation=read committed",
        "default_transaction_read_only=off",
        "default_transaction_deferrable=off");
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
   * JIT is off in all of them: compiling a plan takes longer than executing any of these statements, and before
   * Postgres 18 each plan node that a setting disables adds 10¹⁰ to the cost that triggers compilation (ADR 34).
   */
  TransactionStart(Mode mode, List<String> plans, String... others) {
    Stream<String> common = Stream.of("jit=off", "idle_in_transaction_session_timeout=10s");
    this.settings = Stream.of(common, plans.stream(), Arrays.stream(others))
        .flatMap(settings -> settings)
        .toList();
    this.perTransaction =
        Beginning.with(mode.statement + select(settings, "true"), mode.results + 1);
  }

  private static String select(List<String> settings, String local) {
    return settings.stream()
        .map(setting -> setting.split("="))
        .map(setting -> "set_config('" + setting[0] + "', '" + setting[1] + "', " + local + ")")
        .collect(Collectors.joining(", ", "select ", ""));
  }

  /** How transactions begin on connections whose sessions do not have the settings. */
  Beginning perTransaction() {
    return perTransaction;
  }

  /**
   * Gives the session the settings, for as long as it lasts, if this process of Postgres serves it.
   *
   * @param connection one in auto-commit mode that nothing else uses, now or later
   * @return whether the session has them
   */
  boolean setInSession(Connection connection, int serverPid) throws SQLException {
    List<String> all =
        Stream.concat(settings.stream(), Modes.OF_SESSION.stream()).toList();
    try (PreparedStatement set =
        connection.prepareStatement(select(all, "false") + " where pg_backend_pid() = ?")) {
      set.setInt(1, serverPid);
      try (ResultSet row = set.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Begins a transaction on this connection. */
  void on(Connection connection) throws SQLException {
    perTransaction.on(connection);
  }

  /** The settings, and after them these statements, in one message; for {@link #execute}. */
  String then(String first) {
    return perTransaction.then(first);
  }

  /** Executes the statement of {@link #then}, and skips the results of the settings. */
  void execute(PreparedStatement started) throws SQLException {
    perTransaction.execute(started);
  }
}
