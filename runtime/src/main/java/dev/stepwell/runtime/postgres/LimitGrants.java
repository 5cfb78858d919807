package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitState;
import dev.stepwell.runtime.postgres.LimitedClaims.Head;
import dev.stepwell.runtime.postgres.LimitedClaims.Reader;
import dev.stepwell.runtime.postgres.LimitedClaims.Request;
import dev.stepwell.runtime.store.RunAdmission.Decision;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Stores what was decided about limits that are locked. Where nothing is to be read after it, the same message commits: until the commit no
 * other transaction can take or release a slot of them (ADR 111).
 */
final class LimitGrants {
  private static final String TAKE_AND_COMMIT = LimitStatements.TAKE + Commits.BEFORE_DISK;
  private static final String TAKE_AND_GRANT = LimitStatements.TAKE + ";\n" + LimitStatements.GRANT;
  private static final String TAKE_GRANT_AND_COMMIT = TAKE_AND_GRANT + Commits.BEFORE_DISK;

  private LimitGrants() {}

  /** Stores what is taken now; nothing if nothing has changed. */
  static void take(Connection connection, Decision decision, Map<LimitKey, LimitState> states)
      throws SQLException {
    take(connection, LimitStatements.TAKE, decision, states);
  }

  private static void take(
      Connection connection, String sql, Decision decision, Map<LimitKey, LimitState> states)
      throws SQLException {
    List<LimitState> taken = taken(decision, states);
    if (!taken.isEmpty()) {
      try (PreparedStatement take = connection.prepareStatement(sql)) {
        setTaken(connection, take, taken, decision.exhausted());
        take.execute();
      }
    }
  }

  private static List<LimitState> taken(Decision decision, Map<LimitKey, LimitState> states) {
    Set<LimitKey> keys = new TreeSet<>(decision.changed().keySet());
    keys.addAll(decision.exhausted());
    return keys.stream()
        .map(key -> decision.changed().getOrDefault(key, states.get(key)))
        .toList();
  }

  private static void setTaken(
      Connection connection,
      PreparedStatement take,
      List<LimitState> taken,
      Set<LimitKey> exhausted)
      throws SQLException {
    take.setArray(1, texts(connection, taken, state -> state.key().limit()));
    take.setArray(2, texts(connection, taken, state -> state.key().key()));
    take.setArray(3, Sql.numbers(connection, taken, LimitState::running));
    take.setArray(4, texts(connection, taken, state -> time(state.nextAt())));
    take.setArray(5, texts(connection, taken, state -> exhausted.contains(state.key())));
  }

  /** Stores what is taken, and gives the worker the admitted runs, which are returned. */
  static List<ClaimedRun> store(
      Connection connection,
      Request request,
      Map<LimitKey, LimitState> states,
      Decision decision,
      List<Head> admitted,
      Reader reader)
      throws SQLException {
    if (admitted.isEmpty()) {
      take(connection, TAKE_AND_COMMIT, decision, states);
      return List.of();
    }
    boolean commits = admitted.stream().allMatch(Head::bare);
    try (PreparedStatement grant =
        connection.prepareStatement(commits ? TAKE_GRANT_AND_COMMIT : TAKE_AND_GRANT)) {
      setTaken(connection, grant, taken(decision, states), decision.exhausted());
      grant.setObject(6, request.workerId());
      grant.setObject(7, request.workerId());
      grant.setObject(8, time(request.now()));
      grant.setObject(9, UuidArray.of(admitted, head -> head.run().id()));
      grant.setObject(
          10,
          UuidArray.of(
              admitted.stream().filter(Head::first).toList(), head -> head.run().id()));
      grant.execute();
      grant.getMoreResults();
      try (ResultSet rows = grant.getResultSet()) {
        return reader.read(connection, rows);
      }
    }
  }
}
