package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.model.WaitingRun;
import dev.stepwell.runtime.postgres.LimitedClaims.Head;
import dev.stepwell.runtime.postgres.LimitedClaims.Request;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The lines of parked runs whose steps wait for slots of their limits (ADR 102). */
final class StepLines implements ClaimLines {
  private static final String BEGIN_AND_READ_TURNS =
      TransactionStart.CLAIM.then(StepLineStatements.TURNS);
  private static final String LOCK_AND_READ_HEADS =
      LimitStatements.LOCK + ";\n" + StepLineStatements.HEADS;

  @Override
  public List<WaitingLine> read(Connection connection, Request request, UnaryOperator<String> after)
      throws SQLException {
    List<String> functions = List.copyOf(request.functionIds());
    try (PreparedStatement turns = connection.prepareStatement(BEGIN_AND_READ_TURNS)) {
      turns.setObject(1, request.workerId());
      turns.setArray(2, texts(connection, functions, id -> id));
      turns.setArray(3, texts(connection, functions, after::apply));
      turns.setInt(4, LimitedClaims.MAX_LINES);
      turns.setObject(5, time(request.now()));
      TransactionStart.CLAIM.execute(turns);
      try (ResultSet rows = turns.getResultSet()) {
        return WaitingLine.all(
            rows,
            row -> LimitRows.waitingForStep(row, new UUID(0, 0), "", request.now(), 0),
            request.now());
      }
    }
  }

  @Override
  public String lockAndReadHeads() {
    return LOCK_AND_READ_HEADS;
  }

  @Override
  public Head head(ResultSet row) throws SQLException {
    String functionId = row.getString("function_id");
    String line = row.getString("line");
    WaitingRun run = LimitRows.waitingForStep(
        row,
        Sql.uuid(row, "id"),
        functionId + " " + line,
        Sql.instant(row, "since"),
        row.getLong("bytes"));
    return new Head(run, functionId, line, false, false, row.getString("step_id"));
  }

  @Override
  public void granted(Connection connection, Request request, List<Head> admitted)
      throws SQLException {
    if (admitted.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(StepLineStatements.GRANT)) {
      update.setObject(1, request.workerId());
      update.setObject(2, UuidArray.of(admitted, head -> head.run().id()));
      update.setArray(3, texts(connection, admitted, Head::stepId));
      update.executeUpdate();
    }
  }
}
