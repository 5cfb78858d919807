package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;

import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.WaitShape;
import dev.stepwell.runtime.postgres.WaitStatements.Ended;
import dev.stepwell.runtime.store.Waits;
import dev.stepwell.runtime.time.Clock;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What waits for events need of Postgres. */
final class PostgresWaits implements Waits {
  /** The waits that are open, with whether an event has come for them. */
  static final String OPEN = """
      select w.step_id, w.event, w.key, w.unsettled, w.since,
        exists (select from
      """ + WaitStatements.CANDIDATE + """
         as c) as has_come
      from stepwell.wait w
      where w.run_id = ? and w.step_id = any (?)""";

  static final String LOCK_RUN = "select id from stepwell.run where id = ? for no key update";

  static final String RESULTS = """
      select id, result from stepwell.step
      where run_id = ? and id = any (?) and kind = 'wait' and status = 'completed'""";

  private final DataSource dataSource;
  private final Clock clock;
  private final WaitShapes shapes;

  PostgresWaits(DataSource dataSource, Clock clock, WaitShapes shapes) {
    this.dataSource = dataSource;
    this.clock = clock;
    this.shapes = shapes;
  }

  private record Open(
      String stepId, MatchKey key, @Nullable WaitShape unsettled, Instant since, boolean hasCome) {}

  @Override
  public boolean listen(WaitShape shape, Instant since) {
    return shapes.listen(shape, since);
  }

  @Override
  public @Nullable Instant settle(Instant now) {
    return shapes.settle(now);
  }

  @Override
  public Map<String, String> take(UUID runId, Collection<String> stepIds) {
    if (stepIds.isEmpty()) {
      return Map.of();
    }
    List<Open> open = open(runId, stepIds);
    if (shapes.key(unsettled(open))) {
      open = open(runId, stepIds);
    }
    Set<MatchKey> come = new HashSet<>();
    open.stream().filter(Open::hasCome).forEach(wait -> come.add(wait.key));
    if (!come.isEmpty()) {
      end(runId, stepIds, come);
    }
    return come.isEmpty() && open.size() == Set.copyOf(stepIds).size()
        ? Map.of()
        : results(runId, stepIds);
  }

  private static Map<WaitShape, Instant> unsettled(List<Open> open) {
    Map<WaitShape, Instant> shapes = new HashMap<>();
    for (Open wait : open) {
      if (wait.unsettled != null) {
        shapes.merge(wait.unsettled, wait.since, (a, b) -> a.isBefore(b) ? a : b);
      }
    }
    return shapes;
  }

  private List<Open> open(UUID runId, Collection<String> stepIds) {
    return Database.read(dataSource, "look for events that have come", connection -> {
      try (PreparedStatement select = connection.prepareStatement(OPEN)) {
        select.setObject(1, runId);
        select.setArray(2, texts(connection, stepIds, id -> id));
        List<Open> open = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            open.add(open(rows));
          }
        }
        return open;
      }
    });
  }

  private static Open open(ResultSet row) throws SQLException {
    String event = row.getString("event");
    Array fields = row.getArray("unsettled");
    return new Open(
        row.getString("step_id"),
        new MatchKey(event, row.getString("key")),
        fields == null ? null : new WaitShape(event, List.of((String[]) fields.getArray())),
        Sql.instant(row, "since"),
        row.getBoolean("has_come"));
  }

  /** Ends what is possible of the run by these keys; wakes it for waits that it did not check itself. */
  private void end(UUID runId, Collection<String> asked, Set<MatchKey> keys) {
    Database.run(dataSource, "end waits of a run", connection -> {
      try (PreparedStatement lock = connection.prepareStatement(LOCK_RUN)) {
        lock.setObject(1, runId);
        lock.execute();
      }
      List<Ended> ended = WaitStatements.end(connection, keys, List.of(runId), true, clock.now());
      if (!ended.stream().map(Ended::stepId).allMatch(asked::contains)) {
        Notices notices = new Notices();
        new RunEndEffects(connection, clock.now(), notices).wake(List.of(runId));
        notices.send(connection);
      }
      return ended;
    });
  }

  private Map<String, String> results(UUID runId, Collection<String> stepIds) {
    return Database.read(dataSource, "read how waits have ended", connection -> {
      try (PreparedStatement select = connection.prepareStatement(RESULTS)) {
        select.setObject(1, runId);
        select.setArray(2, texts(connection, stepIds, id -> id));
        Map<String, String> results = new HashMap<>();
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            results.put(rows.getString("id"), rows.getString("result"));
          }
        }
        return results;
      }
    });
  }
}
