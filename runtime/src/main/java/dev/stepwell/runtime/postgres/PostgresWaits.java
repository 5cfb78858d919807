package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;

import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.WaitShape;
import dev.stepwell.runtime.postgres.WaitStatements.Ended;
import dev.stepwell.runtime.postgres.WaitStatements.Locked;
import dev.stepwell.runtime.store.Waits;
import dev.stepwell.runtime.time.Clock;
import java.sql.Array;
import java.sql.Connection;
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
import java.util.stream.Collectors;
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

  /** As above, of waits for the first of several events, which have several rows. */
  static final String OPEN_FIRST_OF_SEVERAL = """
      select w.step_id, w.event, w.key, w.unsettled, w.since,
        exists (select from
      """ + WaitStatements.CANDIDATE + """
         as c) as has_come
      from unnest(?::text[]) as asked (id)
      join stepwell.wait w on w.run_id = ? and w.step_id > asked.id and w.step_id < asked.id || chr(32)""";

  static final String LOCK_RUN = """
      select exists (select from stepwell.wait w where w.run_id = r.id and strpos(w.step_id, chr(31)) > 0) as for_any
      from stepwell.run r where r.id = ?
      for no key update""";

  static final String RESULTS = """
      select id, result from stepwell.step
      where run_id = ? and id = any (?) and kind = 'wait' and status = 'completed'""";

  static final String ENDED = """
      select id, kind, status, attempts, null as input, result, error, due_at, started_at, ended_at, last_attempt_at
      from stepwell.step
      where run_id = ? and id = any (?) and status in ('completed', 'failed')""";

  private final DataSource dataSource;
  private final Clock clock;
  private final WaitShapes shapes;
  private final PostgresRuns runs;

  PostgresWaits(DataSource dataSource, Clock clock, WaitShapes shapes, PostgresRuns runs) {
    this.dataSource = dataSource;
    this.clock = clock;
    this.shapes = shapes;
    this.runs = runs;
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
    return come.isEmpty() && ids(open).containsAll(stepIds) ? Map.of() : results(runId, stepIds);
  }

  private static Set<String> ids(List<Open> open) {
    return open.stream()
        .map(wait -> WaitStatements.stepId(wait.stepId))
        .collect(Collectors.toSet());
  }

  @Override
  public List<StepRecord> ended(UUID runId, Collection<String> stepIds) {
    Map<String, String> unused = take(runId, stepIds);
    return Database.read(dataSource, "read which steps have ended", connection -> {
      try (PreparedStatement select = connection.prepareStatement(ENDED)) {
        select.setObject(1, runId);
        select.setArray(2, texts(connection, stepIds, id -> id));
        List<StepRecord> ended = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            ended.add(runs.step(rows));
          }
        }
        return ended;
      }
    });
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

  /** The open waits of these steps. Those for the first of several events are not found by their ids, as are those that have ended. */
  private List<Open> open(UUID runId, Collection<String> stepIds) {
    return Database.read(dataSource, "look for events that have arrived", connection -> {
      List<Open> open = new ArrayList<>();
      try (PreparedStatement select = connection.prepareStatement(OPEN)) {
        select.setObject(1, runId);
        select.setArray(2, texts(connection, stepIds, id -> id));
        addOpen(select, open);
      }
      Set<String> others = new HashSet<>(stepIds);
      others.removeAll(ids(open));
      if (!others.isEmpty()) {
        try (PreparedStatement select = connection.prepareStatement(OPEN_FIRST_OF_SEVERAL)) {
          select.setArray(1, texts(connection, others, id -> id));
          select.setObject(2, runId);
          addOpen(select, open);
        }
      }
      return open;
    });
  }

  private static void addOpen(PreparedStatement select, List<Open> to) throws SQLException {
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        to.add(open(rows));
      }
    }
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
      Locked run = lock(connection, runId);
      List<Ended> ended = WaitStatements.end(connection, keys, run, true, clock.now());
      if (!ended.stream().map(Ended::stepId).allMatch(asked::contains)) {
        Notices notices = new Notices();
        new RunEndEffects(connection, clock.now(), notices).wake(List.of(runId));
        notices.send(connection);
      }
      return ended;
    });
  }

  private static Locked lock(Connection connection, UUID runId) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK_RUN)) {
      lock.setObject(1, runId);
      try (ResultSet row = lock.executeQuery()) {
        return new Locked(List.of(runId), row.next() && row.getBoolean("for_any"));
      }
    }
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
