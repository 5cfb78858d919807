package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitState;
import dev.stepwell.runtime.model.WaitingRun;
import dev.stepwell.runtime.postgres.LimitedClaims.Found;
import dev.stepwell.runtime.postgres.LimitedClaims.Head;
import dev.stepwell.runtime.postgres.LimitedClaims.Request;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    List<WaitingLine> lines = new ArrayList<>();
    try (PreparedStatement turns = connection.prepareStatement(BEGIN_AND_READ_TURNS)) {
      turns.setObject(1, request.workerId());
      turns.setArray(2, texts(connection, functions, id -> id));
      turns.setArray(3, texts(connection, functions, after::apply));
      turns.setInt(4, LimitedClaims.MAX_LINES);
      turns.setObject(5, time(request.now()));
      TransactionStart.CLAIM.execute(turns);
      try (ResultSet rows = turns.getResultSet()) {
        while (rows.next()) {
          if (lines.isEmpty() || !lines.get(lines.size() - 1).has(rows)) {
            WaitingRun first = LimitRows.waitingForStep(rows, new UUID(0, 0), "", request.now(), 0);
            lines.add(new WaitingLine(rows, first, request.now()));
          }
          lines.get(lines.size() - 1).add(rows);
        }
      }
    }
    return lines;
  }

  @Override
  public Found heads(Connection connection, Request request, List<WaitingLine> lines, int share)
      throws SQLException {
    Set<LimitKey> limits = LimitedClaims.limits(lines);
    Map<LimitKey, LimitState> states;
    List<Head> heads = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(LOCK_AND_READ_HEADS)) {
      select.setArray(1, texts(connection, limits, LimitKey::limit));
      select.setArray(2, texts(connection, limits, LimitKey::key));
      select.setObject(3, time(request.now()));
      select.setArray(4, texts(connection, lines, WaitingLine::functionId));
      select.setArray(5, texts(connection, lines, WaitingLine::group));
      select.setArray(6, Sql.numbers(connection, lines, line -> line.reach(share)));
      select.execute();
      try (ResultSet rows = select.getResultSet()) {
        states = LimitRows.states(rows);
      }
      select.getMoreResults();
      try (ResultSet rows = select.getResultSet()) {
        addEachRunOnce(rows, heads);
      }
    }
    return new Found(states, heads);
  }

  /** A run of which several steps wait is claimed for the first of them; the others ask again when it executes. */
  private static void addEachRunOnce(ResultSet rows, List<Head> to) throws SQLException {
    Set<UUID> seen = new HashSet<>();
    while (rows.next()) {
      UUID runId = Sql.uuid(rows, "id");
      if (seen.add(runId)) {
        String functionId = rows.getString("function_id");
        String line = rows.getString("line");
        WaitingRun run = LimitRows.waitingForStep(
            rows,
            runId,
            functionId + " " + line,
            Sql.instant(rows, "since"),
            rows.getLong("bytes"));
        to.add(new Head(run, functionId, line, false, false, rows.getString("step_id")));
      }
    }
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
