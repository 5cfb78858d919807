package dev.stepwell.testing.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.MaxWaiting.WhenFull;
import dev.stepwell.Singleton;
import dev.stepwell.contract.BatchDefinition;
import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.DebounceDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.MaxWaitingDefinition;
import dev.stepwell.contract.SingletonDefinition;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.postgres.PostgresStore;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.store.RunAdmission;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of limits and rules: they are deleted when they are idle, and locked in one order. Postgres only. */
class RuleRowsTest extends Contract {
  private static final DebounceDefinition DEBOUNCE = DebounceDefinition.of(Duration.ofMinutes(10));
  private static final BatchDefinition BATCH = BatchDefinition.of(2, Duration.ofMinutes(10));
  private static final MaxWaitingDefinition BOUND =
      MaxWaitingDefinition.of(10, WhenFull.REJECT, "event.data.tenant");
  private static final List<String> TABLES =
      List.of("limit_key", "debounce", "batch", "singleton", "backlog", "backlog_change");

  RuleRowsTest() {
    super(PostgresSubject::new);
  }

  private List<String> tablesWithRows() throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Connection connection = subject().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        try (ResultSet row = statement.executeQuery("select count(*) from stepwell." + table)) {
          row.next();
          if (row.getLong(1) > 0) {
            tables.add(table);
          }
        }
      }
    }
    return tables;
  }

  private void sweep() {
    while (ports.retention().deleteEnded(now().minus(LONG), 2)) {
      assertThat(now()).isNotNull();
    }
  }

  private long count(String table) throws SQLException {
    try (Connection connection = subject().dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from stepwell." + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void aRerunThatIsSkippedHasNoRowsOfCancellations() throws SQLException {
    SingletonDefinition singleton = SingletonDefinition.of(Singleton.Mode.SKIP);
    NewRun first = Given.single("a", singleton, "[]");
    NewRun skipped = Given.single("a", singleton, "[]");
    start(first);
    start(skipped);
    List<NewRun> again = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      again.add(Given.ruled(
          Given.cancellable("a", Given.key("shop/cancelled", "o1")),
          requireNonNull(skipped.rules())));
    }

    ports.reruns().rerun(again.get(0), skipped.id(), null, version());
    assertThat(run(again.get(0).id()).status()).isEqualTo(RunStatus.SKIPPED);
    assertThat(count("cancellation")).isZero();

    ports.cancellations().cancel(first.id());
    ports.reruns().rerun(again.get(1), skipped.id(), null, version());
    assertThat(count("cancellation")).isEqualTo(1);
  }

  @Test
  void rowsOfIdleKeysAreDeleted() throws SQLException {
    FlowControl one = new FlowControl(
        List.of(ConcurrencyDefinition.of(1).withKey("event.data.tenant")),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of());
    ports
        .functions()
        .publish(List.of(Given.function("limited", "test/started").controlled(LONG, one)));
    UUID me = worker(ports, "a", "limited");
    String limit = one.concurrency().get(0).name("limited");
    for (int i = 0; i < 5; i++) {
      String key = "[" + i + "]";
      start(Given.debounced("a", DEBOUNCE, key));
      start(Given.batched("a", BATCH, key, true));
      start(Given.single("a", SingletonDefinition.of(Singleton.Mode.SKIP), key));
      start(Given.bounded("a", BOUND, key, false));
      start(new NewRun(
          Given.id(),
          "limited",
          List.of(),
          false,
          null,
          null,
          null,
          new RunLimits(key, List.of(new RunLimits.Use(new LimitKey(limit, key), 1)))));
    }
    List<UUID> limited = new ArrayList<>();
    ports
        .queue()
        .claimLimited(
            me, Set.of("limited"), new RunAdmission.Room(100, Long.MAX_VALUE), now(), TURNS)
        .runs()
        .forEach(run -> limited.add(run.id()));
    assertThat(limited).hasSize(5);
    sweep();
    assertThat(tablesWithRows())
        .containsExactly("limit_key", "debounce", "batch", "singleton", "backlog");

    subject().advance(Duration.ofMinutes(20));
    List<UUID> others = ids(claim(ports, me, "a"));
    assertThat(others).hasSize(20);
    limited.forEach(run -> end(new RunEnd.Completed(run, "1", false, null)));
    others.forEach(run -> end(new RunEnd.Completed(run, "1", false, null)));
    sweep();

    assertThat(tablesWithRows()).isEmpty();
  }

  @Test
  void aRowThatASenderHoldsIsPassedOver() throws SQLException {
    UUID run = start(Given.debounced("a", DEBOUNCE, "[1]"));
    ports.cancellations().cancel(run);
    PostgresStore store = ((PostgresSubject) subject()).openStore();
    NewRun next = Given.debounced("a", DEBOUNCE, "[1]");
    try (Connection sender = subject().dataSource().getConnection()) {
      sender.setAutoCommit(false);
      store
          .eventsIn(sender)
          .append(dispatch(Given.event("docs/changed", "{}"), next))
          .join();
      sweep();
      sender.commit();
      sender.setAutoCommit(true);
    }
    sweep();

    NewRun joining = Given.debounced("a", DEBOUNCE, "[1]");
    assertThat(store(dispatch(Given.event("docs/changed", "{}"), joining)).joined())
        .containsExactly(next.id());
  }

  private Dispatch debounced(String key) {
    return dispatch(Given.event("docs/changed", "{}"), Given.debounced("a", DEBOUNCE, key));
  }

  private CompletableFuture<List<Accepted>> inTransaction(PostgresStore store, Dispatch... all) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (Connection connection = subject().dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try {
              List<Accepted> accepted = store.eventsIn(connection).appendAll(List.of(all));
              connection.commit();
              return accepted;
            } finally {
              connection.rollback();
              connection.setAutoCommit(true);
            }
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        },
        ContractThreads.THREADS);
  }

  private void awaitWaiting(Statement statement, int count) throws SQLException {
    int waiting = 0;
    while (waiting < count) {
      try (ResultSet row =
          statement.executeQuery("select count(distinct pid) from pg_locks where not granted")) {
        row.next();
        waiting = row.getInt(1);
      }
    }
  }

  /** Each has come to the key in the middle before either can continue: in the order of the events, each would hold what the other needs. */
  @Test
  void twoCallersThatSendInOppositeOrderDoNotWaitForEachOther() throws SQLException {
    for (String key : List.of("[1]", "[2]", "[3]")) {
      start(Given.debounced("a", DEBOUNCE, key));
    }
    PostgresStore store = ((PostgresSubject) subject()).openStore();
    try (Connection holder = subject().dataSource().getConnection();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("select from stepwell.debounce where key = '[2]' for update");
      CompletableFuture<List<Accepted>> forth =
          inTransaction(store, debounced("[1]"), debounced("[2]"), debounced("[3]"));
      CompletableFuture<List<Accepted>> back =
          inTransaction(store, debounced("[3]"), debounced("[2]"), debounced("[1]"));
      awaitWaiting(statement, 2);
      holder.commit();

      assertThat(forth.join()).hasSize(3).allMatch(Accepted.Stored.class::isInstance);
      assertThat(back.join()).hasSize(3).allMatch(Accepted.Stored.class::isInstance);
      holder.setAutoCommit(true);
    }
  }

  /** A transaction locks the key before the run, also when its first event cancels that run and its second one has the key. */
  @Test
  void aCallerThatCancelsAndOneThatJoinsDoNotWaitForEachOther() throws SQLException {
    MatchKey dropped = Given.key("docs/dropped", "1");
    UUID run = start(Given.debounced("a", DEBOUNCE, "[1]", dropped));
    PostgresStore store = ((PostgresSubject) subject()).openStore();
    try (Connection holder = subject().dataSource().getConnection();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("select from stepwell.run where id = '" + run + "' for update");
      CompletableFuture<List<Accepted>> joins = inTransaction(
          store,
          dispatch(
              Given.event("docs/changed", "{}"), Given.debounced("a", DEBOUNCE, "[1]", dropped)));
      awaitWaiting(statement, 1);
      CompletableFuture<List<Accepted>> cancels = inTransaction(
          store,
          cancelling(Given.event("docs/dropped", "{\"key\":\"1\"}"), dropped),
          debounced("[1]"));
      awaitWaiting(statement, 2);
      holder.commit();

      assertThat(joins.join()).hasSize(1);
      assertThat(cancels.join()).hasSize(2);
      assertThat(run(run).status()).isEqualTo(RunStatus.CANCELLED);
      holder.setAutoCommit(true);
    }
  }

  private void publish(FlowControl flow) {
    ports.functions().publish(List.of(Given.function("f", "test/started").controlled(LONG, flow)));
  }

  private List<UUID> claimedOf(UUID worker, boolean limited) {
    return limited
        ? ids(ports
            .queue()
            .claimLimited(
                worker, Set.of("f"), new RunAdmission.Room(9, Long.MAX_VALUE), now(), TURNS)
            .runs())
        : ids(claim(ports, worker, "f"));
  }

  /** Without a second look, such a run would wait for ever: no worker claims it in the way in which it is stored. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRunOfATransactionThatWasOpenWhenLimitsCameOrWentIsClaimed(boolean come) throws Exception {
    FlowControl one = new FlowControl(
        List.of(ConcurrencyDefinition.of(1)), null, null, null, null, null, null, null, List.of());
    publish(come ? FlowControl.NONE : one);
    UUID me = worker(ports, "f");
    RunLimits limits = new RunLimits(
        "g", List.of(new RunLimits.Use(new LimitKey(one.concurrency().get(0).name("f"), "[]"), 1)));
    NewRun run =
        new NewRun(Given.id(), "f", List.of(), false, null, null, null, come ? null : limits);
    PostgresStore store = ((PostgresSubject) subject()).openStore();
    try (Connection sender = subject().dataSource().getConnection()) {
      sender.setAutoCommit(false);
      store
          .eventsIn(sender)
          .append(dispatch(Given.event("test/started", "{}"), run))
          .join();
      publish(come ? one : FlowControl.NONE);
      assertThat(ports.functions().settleLimits(now())).isNotNull();
      assertThat(ports.functions().settleLimits(now())).as("it is still open").isNotNull();
      sender.commit();
      sender.setAutoCommit(true);
    }
    assertThat(claimedOf(me, come)).isEmpty();
    while (ports.functions().settleLimits(now()) != null) {
      assertThat(now()).isNotNull();
    }

    assertThat(claimedOf(me, come)).containsExactly(run.id());
    assertThat(ports.functions().settleLimits(now())).isNull();
  }

  @Test
  void aKeyWhoseSlotsNoRunHoldsIsReleased() throws SQLException {
    FlowControl one = new FlowControl(
        List.of(ConcurrencyDefinition.of(1)), null, null, null, null, null, null, null, List.of());
    publish(one);
    UUID me = worker(ports, "f");
    LimitKey key = new LimitKey(one.concurrency().get(0).name("f"), "[]");
    UUID run = start(new NewRun(
        Given.id(),
        "f",
        List.of(),
        false,
        null,
        null,
        null,
        new RunLimits("g", List.of(new RunLimits.Use(key, 1)))));
    try (Connection connection = subject().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into stepwell.limit_key (limit_name, key, running, served_at) values ('"
              + key.limit() + "', '[]', 3, now())");
    }
    assertThat(claimedOf(me, true)).isEmpty();
    assertThat(ports.limitControl().release(key, "ada")).isTrue();

    assertThat(claimedOf(me, true)).containsExactly(run);
    assertThat(ports.limitControl().changes(null, 1)).singleElement().satisfies(change -> {
      assertThat(change.before()).isEqualTo("3 running");
      assertThat(change.after()).isEqualTo("0 running");
    });
  }
}
