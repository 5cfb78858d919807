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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The lines of due runs. */
final class RunLines implements ClaimLines {
  private static final String BEGIN_AND_READ_TURNS =
      TransactionStart.CLAIM.then(LimitStatements.JOIN_LINES + ";\n" + LimitStatements.TURNS);
  private static final String LOCK_AND_READ_HEADS =
      LimitStatements.LOCK + ";\n" + LimitStatements.HEADS;

  @Override
  public List<WaitingLine> read(Connection connection, Request request, UnaryOperator<String> after)
      throws SQLException {
    List<String> functions = List.copyOf(request.functionIds());
    List<WaitingLine> lines = new ArrayList<>();
    try (PreparedStatement turns = connection.prepareStatement(BEGIN_AND_READ_TURNS)) {
      turns.setArray(1, texts(connection, functions, id -> id));
      turns.setObject(2, time(request.now()));
      turns.setObject(3, request.workerId());
      turns.setArray(4, texts(connection, functions, id -> id));
      turns.setArray(5, texts(connection, functions, after::apply));
      turns.setInt(6, LimitedClaims.MAX_LINES);
      turns.setObject(7, time(request.now()));
      TransactionStart.CLAIM.execute(turns);
      turns.getMoreResults();
      try (ResultSet rows = turns.getResultSet()) {
        while (rows.next()) {
          if (lines.isEmpty() || !lines.get(lines.size() - 1).has(rows)) {
            lines.add(new WaitingLine(rows, LimitRows.waiting(rows), request.now()));
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
      select.setObject(7, time(request.now()));
      select.execute();
      try (ResultSet rows = select.getResultSet()) {
        states = LimitRows.states(rows);
      }
      select.getMoreResults();
      try (ResultSet rows = select.getResultSet()) {
        while (rows.next()) {
          heads.add(head(rows));
        }
      }
    }
    return new Found(states, heads);
  }

  /** The due run of this row. */
  static Head head(ResultSet row) throws SQLException {
    String functionId = row.getString("function_id");
    String group = row.getString("limit_group");
    WaitingRun run = new WaitingRun(
        Sql.uuid(row, "id"),
        functionId + " " + group,
        LimitRows.uses(row),
        row.getBoolean("starts"),
        row.getBoolean("run_slots"),
        Sql.instant(row, "since"),
        row.getLong("bytes"));
    boolean bare = row.getBoolean("starts") && !row.getBoolean("ruled");
    return new Head(run, functionId, group, row.getBoolean("first"), bare, null);
  }

  @Override
  public void granted(Connection connection, Request request, List<Head> admitted) {}
}
