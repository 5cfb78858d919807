package dev.stepwell.testing.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.TransactionEndedException;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.store.Journal.Recorded;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

/** The writes of a step through its connection exist if and only if the step is recorded. */
abstract class TransactionsContract extends Contract {
  private UUID me;

  TransactionsContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @BeforeEach
  void createTable() {
    me = worker(ports, "a");
    ContractPostgres.execute(subject().dataSource(), "create table mark (id int primary key)");
  }

  private static void mark(Connection connection) throws SQLException {
    try (Statement insert = connection.createStatement()) {
      insert.execute("insert into mark values (1)");
    }
  }

  private int marks() throws SQLException {
    try (Connection connection = subject().dataSource().getConnection();
        Statement select = connection.createStatement();
        ResultSet row = select.executeQuery("select count(*) from mark")) {
      row.next();
      return row.getInt(1);
    }
  }

  private Recorded recordWithMark(UUID run, StepRecord step) throws Exception {
    return ports.transactions().record(run, connection -> {
      mark(connection);
      return step;
    });
  }

  @Test
  void bothAreWritten() throws Exception {
    UUID run = startAndClaim(me, "a");
    StepRecord step = Given.completed("s", "1", now());

    Recorded recorded = ports.transactions().record(run, connection -> {
      assertThat(connection.getAutoCommit()).isFalse();
      mark(connection);
      assertThat(marks()).as("marks that others see").isZero();
      return step;
    });

    assertThat(recorded).isEqualTo(Recorded.RECORDED);
    assertThat(marks()).isEqualTo(1);
    assertThat(step(run, "s")).isEqualTo(step);
  }

  @Test
  void whatTheWorkThrowsUndoesIt() throws Exception {
    UUID run = startAndClaim(me, "a");
    IOException thrown = new IOException("no");

    assertThatThrownBy(() -> ports.transactions().record(run, connection -> {
          mark(connection);
          throw thrown;
        }))
        .isSameAs(thrown);

    assertThat(marks()).isZero();
    assertThat(step(run, "s")).isNull();
    assertThat(recordWithMark(run, Given.completed("s", "1", now()))).isEqualTo(Recorded.RECORDED);
  }

  @Test
  void whatTheDatabaseRefusesIsThrown() throws Exception {
    UUID run = startAndClaim(me, "a");
    recordWithMark(run, Given.completed("s", "1", now()));

    assertThatThrownBy(() -> recordWithMark(run, Given.completed("t", "1", now())))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("mark_pkey");

    assertThat(marks()).isEqualTo(1);
    assertThat(step(run, "t")).isNull();
  }

  @Test
  void nothingIsWrittenWhenTheRunIsNotHeld() throws Exception {
    UUID queued = start("a");
    UUID cancelled = startAndClaim(me, "a");
    claim(ports, me, "a");
    ports.cancellations().cancel(cancelled);
    UUID ended = queued;
    end(new RunEnd.Completed(ended, "1", false, null));

    for (UUID run : new UUID[] {cancelled, ended, Given.id()}) {
      assertThat(recordWithMark(run, Given.completed("s", "1", now())))
          .isEqualTo(Recorded.NOT_HELD);
      assertThat(marks()).isZero();
      assertThat(step(run, "s")).isNull();
    }
  }

  @Test
  void nothingIsWrittenWhenTheLeaseIsLost() throws Exception {
    UUID run = startAndClaim(me, "a");
    Ports others = subject().openProcess();
    UUID sweeper = worker(others, "a");
    subject().endLease(me);
    sweep(others, sweeper);

    assertThat(recordWithMark(run, Given.completed("s", "1", now()))).isEqualTo(Recorded.NOT_HELD);
    assertThat(marks()).isZero();
  }

  @Test
  void nothingIsWrittenWhenTheStepHasEnded() throws Exception {
    UUID run = startAndClaim(me, "a");
    StepRecord ended = Given.completed("s", "1", now());
    record(run, ended);

    assertThat(recordWithMark(run, Given.completed("s", "2", now())))
        .isEqualTo(Recorded.ENDED_OTHERWISE);
    assertThat(marks()).isZero();
    assertThat(step(run, "s")).isEqualTo(ended);
  }

  @Test
  void aStepThatWasTriedBeforeIsCompleted() throws Exception {
    UUID run = startAndClaim(me, "a");
    record(run, Given.retrying("s", 1, now(), now()));

    assertThat(recordWithMark(run, Given.completed("s", "2", now()))).isEqualTo(Recorded.RECORDED);
    assertThat(requireNonNull(step(run, "s")).error()).isEqualTo(Given.ERROR);
  }

  @Test
  void otherWritesGoOnMeanwhile() throws Exception {
    UUID run = startAndClaim(me, "a");
    UUID other = startAndClaim(me, "a");

    ports.transactions().record(run, connection -> {
      mark(connection);
      assertThat(record(other, Given.completed("s", "1", now()))).isEqualTo(Recorded.RECORDED);
      assertThat(record(run, Given.completed("branch", "1", now()))).isEqualTo(Recorded.RECORDED);
      return Given.completed("s", "1", now());
    });

    assertThat(ports.runs().steps(run)).hasSize(2);
  }

  @Test
  void aStepMayNotEndItsTransaction() throws Exception {
    UUID run = startAndClaim(me, "a");
    List<Forbidden> forbidden = List.of(
        Connection::commit,
        Connection::rollback,
        Connection::close,
        connection -> connection.setAutoCommit(true));
    for (Forbidden call : forbidden) {
      assertThatThrownBy(() -> ports.transactions().record(run, connection -> {
            mark(connection);
            call.on(connection);
            return Given.completed("s", "1", now());
          }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("a transactional step called");
      assertThat(marks()).isZero();
    }
  }

  @Test
  void aStepMayGoBackToASavepoint() throws Exception {
    UUID run = startAndClaim(me, "a");

    Recorded recorded = ports.transactions().record(run, connection -> {
      Savepoint savepoint = connection.setSavepoint();
      mark(connection);
      connection.rollback(savepoint);
      return Given.completed("s", "1", now());
    });

    assertThat(recorded).isEqualTo(Recorded.RECORDED);
    assertThat(marks()).isZero();
  }

  /** All objects reachable from the connection of a step are guarded, too. */
  @Test
  void noWayLeadsToTheBareConnection() throws Exception {
    UUID run = startAndClaim(me, "a");
    List<Forbidden> ways = List.of(
        connection -> connection.createStatement().getConnection().commit(),
        connection -> connection.prepareStatement("select 1").getConnection().commit(),
        connection -> connection.prepareCall("select 1").getConnection().rollback(),
        connection -> connection.getMetaData().getConnection().commit(),
        connection ->
            connection.getMetaData().getSchemas().getStatement().getConnection().commit(),
        connection -> connection
            .createStatement()
            .executeQuery("select 1")
            .getStatement()
            .getConnection()
            .close(),
        connection -> connection
            .createArrayOf("int", new Object[] {1})
            .getResultSet()
            .getStatement()
            .getConnection()
            .commit(),
        connection -> connection.unwrap(Connection.class).commit(),
        connection -> ((Connection) connection.unwrap(PGConnection.class)).commit(),
        connection -> ((Statement) connection.createStatement().unwrap(PGStatement.class))
            .getConnection()
            .commit());
    for (Forbidden way : ways) {
      assertThatThrownBy(() -> ports.transactions().record(run, connection -> {
            mark(connection);
            way.on(connection);
            return Given.completed("s", "1", now());
          }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("a transactional step called");
      assertThat(marks()).isZero();
    }
    assertThatThrownBy(() -> ports.transactions().record(run, connection -> {
          connection.unwrap(org.postgresql.jdbc.PgConnection.class).commit();
          return Given.completed("s", "1", now());
        }))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("PGConnection");
    assertThat(step(run, "s")).isNull();
  }

  @Test
  void whatAStepLegitimatelyUsesWorks() throws Exception {
    UUID run = startAndClaim(me, "a");

    Recorded recorded = ports.transactions().record(run, connection -> {
      try (PreparedStatement insert = connection.prepareStatement("insert into mark values (?)")) {
        for (int i = 1; i <= 3; i++) {
          insert.setInt(1, i);
          insert.addBatch();
        }
        assertThat(insert.executeBatch()).hasSize(3);
      }
      try (PreparedStatement delete =
          connection.prepareStatement("delete from mark where id = any (?)")) {
        delete.setArray(1, connection.createArrayOf("int", new Object[] {1}));
        assertThat(delete.executeUpdate()).isEqualTo(1);
      }
      assertThat(connection.isWrapperFor(PGConnection.class)).isTrue();
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("copy mark from stdin", new StringReader("7\n"));
      return Given.completed("s", "1", now());
    });

    assertThat(recorded).isEqualTo(Recorded.RECORDED);
    assertThat(marks()).isEqualTo(3);
  }

  @Test
  void aTransactionThatTheStepEndsBySqlIsNoticed() throws Exception {
    for (String ending : List.of(
        "commit",
        "rollback",
        "end",
        "abort",
        "commit and chain",
        "commit; begin",
        "rollback; begin")) {
      UUID run = startAndClaim(me, "a");
      assertThatThrownBy(() -> ports.transactions().record(run, connection -> {
            mark(connection);
            try (Statement statement = connection.createStatement()) {
              statement.execute(ending);
              statement.execute("delete from mark");
            }
            return Given.completed("s", "1", now());
          }))
          .as(ending)
          .isInstanceOf(TransactionEndedException.class);
      assertThat(step(run, "s")).isNull();
      ContractPostgres.execute(subject().dataSource(), "delete from mark");
    }
  }

  @Test
  void theErrorThatAStepSwallowedIsReported() throws Exception {
    UUID run = startAndClaim(me, "a");

    assertThatThrownBy(() -> ports.transactions().record(run, connection -> {
          mark(connection);
          for (int i = 0; i < 2; i++) {
            try {
              mark(connection);
            } catch (SQLException e) {
              assertThat(e.getMessage()).isNotBlank();
            }
          }
          return Given.completed("s", "1", now());
        }))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("mark_pkey");

    assertThat(marks()).isZero();
    assertThat(step(run, "s")).isNull();
  }

  @Test
  void anErrorBeforeASavepointIsRolledBackToIsNoError() throws Exception {
    UUID run = startAndClaim(me, "a");

    Recorded recorded = ports.transactions().record(run, connection -> {
      mark(connection);
      Savepoint savepoint = connection.setSavepoint();
      assertThatThrownBy(() -> mark(connection)).isInstanceOf(SQLException.class);
      connection.rollback(savepoint);
      return Given.completed("s", "1", now());
    });

    assertThat(recorded).isEqualTo(Recorded.RECORDED);
    assertThat(marks()).isEqualTo(1);
  }

  @Test
  void settingsOfTheStepDoNotReachItsRecord() throws Exception {
    ContractPostgres.execute(
        subject().dataSource(),
        "do $$ begin create role nobody_here; exception when duplicate_object then null; end $$;"
            + " grant all on mark to nobody_here; grant nobody_here to guest");
    for (String setting : List.of(
        "set local role nobody_here",
        "set local search_path = ''",
        "set local statement_timeout = '1h'",
        "set transaction isolation level serializable",
        "set transaction isolation level repeatable read")) {
      UUID run = startAndClaim(me, "a");
      Recorded recorded = ports.transactions().record(run, connection -> {
        try (Statement statement = connection.createStatement()) {
          statement.execute(setting);
          statement.execute("delete from public.mark");
        }
        return Given.completed("s", "1", now());
      });
      assertThat(recorded).as(setting).isEqualTo(Recorded.RECORDED);
    }
  }

  @Test
  void aConnectionThatAStepKeepsIsOfNoUse() throws Exception {
    UUID run = startAndClaim(me, "a");
    AtomicReference<Connection> kept = new AtomicReference<>();
    ports.transactions().record(run, connection -> {
      kept.set(connection);
      return Given.completed("s", "1", now());
    });

    assertThatThrownBy(() -> requireNonNull(kept.get()).createStatement())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("after the step had ended");
  }

  /** Statements that a step must not execute. */
  private interface Forbidden {
    void on(Connection connection) throws SQLException;
  }

  private static void fail(Connection connection, String state) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "do $$ begin raise exception 'conflict' using errcode = '" + state + "'; end $$");
    }
  }

  @Test
  void aTransactionThatConflictsIsRepeatedWithinTheAttempt() throws Exception {
    for (String state : List.of("40001", "40P01")) {
      UUID run = startAndClaim(me, "a");
      AtomicInteger tries = new AtomicInteger();

      Recorded recorded = ports.transactions().record(run, connection -> {
        if (tries.incrementAndGet() < 3) {
          try {
            fail(connection, state);
          } catch (SQLException e) {
            throw new IllegalStateException("as a framework wraps it", e);
          }
        }
        return Given.completed("s", "1", now());
      });

      assertThat(recorded).isEqualTo(Recorded.RECORDED);
      assertThat(tries).hasValue(3);
    }
  }

  @Test
  void aTransactionThatConflictsForeverFailsTheAttempt() {
    UUID run = startAndClaim(me, "a");
    AtomicInteger tries = new AtomicInteger();

    assertThatThrownBy(() -> ports.transactions().record(run, connection -> {
          tries.incrementAndGet();
          fail(connection, "40001");
          return Given.completed("s", "1", now());
        }))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("conflict");

    assertThat(tries).hasValue(5);
  }

  @Test
  void theStepMayChooseItsIsolationWhileTheWorkerBeats() throws Exception {
    for (int isolation :
        List.of(Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE)) {
      UUID run = startAndClaim(me, "a");
      AtomicInteger tries = new AtomicInteger();

      Recorded recorded = ports.transactions().record(run, connection -> {
        tries.incrementAndGet();
        connection.setTransactionIsolation(isolation);
        try (Statement statement = connection.createStatement()) {
          statement.execute("select count(*) from mark");
        }
        ports.queue().beat(me, Duration.ofMinutes(1));
        return Given.completed("s", "1", now());
      });

      assertThat(recorded).isEqualTo(Recorded.RECORDED);
      assertThat(tries).hasValue(1);
    }
  }
}
