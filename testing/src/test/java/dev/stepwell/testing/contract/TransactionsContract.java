package dev.stepwell.testing.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.store.Journal.Recorded;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a step writes through its connection is there if and only if the step is recorded. */
abstract class TransactionsContract extends Contract {
  private UUID me;

  TransactionsContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @BeforeEach
  void createTable() {
    me = worker(ports, "a");
    TestPostgres.execute(subject().dataSource(), "create table mark (id int primary key)");
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

  /** What a step must not do. */
  private interface Forbidden {
    void on(Connection connection) throws SQLException;
  }
}
