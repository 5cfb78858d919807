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
        return WaitingLine.all(rows, LimitRows::waiting, request.now());
      }
    }
  }

  @Override
  public String lockAndReadHeads() {
    return LOCK_AND_READ_HEADS;
  }

  @Override
  public void setRest(PreparedStatement select, int from, Request request) throws SQLException {
    select.setObject(from, time(request.now()));
  }

  @Override
  public Head head(ResultSet row) throws SQLException {
    return due(row);
  }

  /** The due run of this row. */
  static Head due(ResultSet row) throws SQLException {
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
}
