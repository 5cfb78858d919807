package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;

import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.FlowLimits;
import dev.stepwell.runtime.model.Replacing;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.StoredFunctions;
import dev.stepwell.runtime.model.WaitShape;
import dev.stepwell.runtime.store.PublishedFunctions;
import dev.stepwell.runtime.time.LogLimiter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The functions that are known to the database. */
final class PostgresFunctions implements PublishedFunctions {
  static final String PUBLISH = """
      with changed as (
        insert into stepwell.function as known (id, definition, description, published_at)
        select f.id, f.definition::json, f.description::json, now()
        from unnest(?::text[], ?::text[], ?::text[]) as f (id, definition, description)
        order by f.id
        on conflict (id) do update
        set definition = excluded.definition, description = excluded.description, published_at = excluded.published_at
        where known.definition::text <> excluded.definition::text or known.description::text <> excluded.description::text
        returning id
      )
      update stepwell.functions_version set version = version + 1 where exists (select from changed)""";
  static final String PAUSE = """
      with changed as (
        update stepwell.function set paused_at = ? where id = ? and paused_at is null returning id
      )
      update stepwell.functions_version set version = version + 1 where exists (select from changed)""";
  static final String RESUME = """
      with paused as (
        select id, paused_at from stepwell.function where id = ? and paused_at is not null for no key update
      ), over as (
        insert into stepwell.past_pause (function_id, paused_at, resumed_at)
        select id, paused_at, greatest(paused_at, ?) from paused
      ), changed as (
        update stepwell.function f set paused_at = null from paused where f.id = paused.id returning f.id
      )
      update stepwell.functions_version set version = version + 1 where exists (select from changed)""";
  static final String PAUSES = """
      select greatest(p.paused_at, given.since) as begun, least(p.resumed_at, given.until) as ended
      from (select ?::timestamptz as since, ?::timestamptz as until) as given,
      lateral (
        select paused_at, resumed_at from stepwell.past_pause where function_id = ? and resumed_at > given.since
        union all
        select paused_at, 'infinity' from stepwell.function where id = ? and paused_at is not null
      ) as p
      where p.paused_at < given.until""";
  static final String EXECUTED_BY = """
      select name from stepwell.worker where ? = any (functions) and lease_until > now() order by name""";
  static final String FORGET = """
      with forgotten as (
        delete from stepwell.function where id = ? returning id
      ), unscheduled as (
        delete from stepwell.schedule where function_id = ?
      )
      update stepwell.functions_version set version = version + 1 where exists (select from forgotten)""";
  static final String SHAPES =
      "select event, fields from stepwell.wait_shape order by event, fields";
  static final String LOAD =
      "select definition, paused_at from stepwell.function order by published_at, id";
  static final String DESCRIBE =
      "select definition, paused_at, description from stepwell.function order by published_at, id";

  /** How soon runs of transactions are looked for that were open when a function got its first limit. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** A worker that adapts runs has other work. */
  private static final Duration MAX_WAIT = Duration.ofMillis(250);

  private static final Logger log = LoggerFactory.getLogger(PostgresFunctions.class);

  private final LogLimiter limiter = new LogLimiter();
  private final DataSource dataSource;
  private final StoredJson json;

  PostgresFunctions(DataSource dataSource, StoredJson json) {
    this.dataSource = dataSource;
    this.json = json;
  }

  @Override
  public void publish(List<StoredFunction> functions) {
    Database.run(dataSource, "publish the functions", connection -> {
      Sql.boundWaits(connection);
      Set<String> before = limited(connection);
      try (PreparedStatement insert = connection.prepareStatement(PUBLISH)) {
        insert.setArray(1, texts(connection, functions, StoredFunction::id));
        insert.setArray(2, texts(connection, functions, json::encode));
        insert.setArray(3, texts(connection, functions, f -> json.encode(f.description())));
        Notices notices = new Notices();
        boolean changed = execute(connection, insert, notices);
        if (changed) {
          LimitPublication.publish(connection, stored(connection));
          Set<String> after = limited(connection);
          Set<String> both = new HashSet<>(before);
          both.retainAll(after);
          before.addAll(after);
          before.removeAll(both);
          LimitTransitions.begin(connection, before);
        }
        return changed;
      }
    });
  }

  private Set<String> limited(Connection connection) throws SQLException {
    Set<String> limited = new HashSet<>();
    for (StoredFunction function : stored(connection)) {
      if (FlowLimits.areOn(function)) {
        limited.add(function.id());
      }
    }
    return limited;
  }

  @Override
  public @Nullable Instant settleLimits(Instant now) {
    try {
      return adapt(now);
    } catch (PostgresException e) {
      if (!e.isBlocked()) {
        throw e;
      }
      if (limiter.admits("limits")) {
        log.warn("Runs wait for changed limits: {}", e.getMessage());
      }
      return now.plus(BETWEEN_LOOKS);
    }
  }

  private @Nullable Instant adapt(Instant now) {
    return Database.run(dataSource, "adapt runs to limits", connection -> {
          Sql.boundWaits(connection, MAX_WAIT);
          if (!LimitTransitions.areOpen(connection)) {
            return Optional.<Instant>empty();
          }
          boolean open = LimitTransitions.settle(connection);
          LimitPublication.publish(connection, stored(connection));
          Notices notices = new Notices();
          notices.runsAreDue();
          notices.send(connection);
          return open ? Optional.of(now.plus(BETWEEN_LOOKS)) : Optional.<Instant>empty();
        })
        .orElse(null);
  }

  private static List<WaitShape> shapes(Connection connection) throws SQLException {
    List<WaitShape> shapes = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(SHAPES);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        String[] fields = (String[]) rows.getArray("fields").getArray();
        shapes.add(new WaitShape(rows.getString("event"), List.of(fields)));
      }
    }
    return shapes;
  }

  @Override
  public StoredFunctions load() {
    return Database.read(dataSource, "load the functions", connection -> {
      long version = GroupTransaction.functionsVersion(connection);
      return new StoredFunctions(
          version, Replacing.resolved(stored(connection)), shapes(connection));
    });
  }

  @Override
  public Duration paused(String functionId, Instant from, Instant to) {
    return Database.read(dataSource, "see how long a function was paused", connection -> {
      Duration paused = Duration.ZERO;
      try (PreparedStatement select = connection.prepareStatement(PAUSES)) {
        select.setObject(1, Sql.time(from));
        select.setObject(2, Sql.time(to));
        select.setString(3, functionId);
        select.setString(4, functionId);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            paused = paused.plus(
                Duration.between(Sql.instant(rows, "begun"), Sql.instant(rows, "ended")));
          }
        }
      }
      return paused;
    });
  }

  private List<StoredFunction> stored(Connection connection) throws SQLException {
    List<StoredFunction> functions = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(LOAD);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        functions.add(function(rows));
      }
    }
    return functions;
  }

  private StoredFunction function(ResultSet row) throws SQLException {
    return json.function(row.getString("definition")).pausedAt(Sql.instantOrNull(row, "paused_at"));
  }

  @Override
  public List<StoredFunction> describe() {
    return Database.read(dataSource, "read the functions", connection -> {
      List<StoredFunction> functions = new ArrayList<>();
      try (PreparedStatement select = connection.prepareStatement(DESCRIBE);
          ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          functions.add(function(rows).described(json.description(rows.getString("description"))));
        }
      }
      return Replacing.resolved(functions);
    });
  }

  @Override
  public boolean pause(String functionId, Instant at) {
    return Database.run(dataSource, "pause a function", connection -> {
      Sql.boundWaits(connection);
      try (PreparedStatement pause = connection.prepareStatement(PAUSE)) {
        pause.setObject(1, Sql.time(at));
        pause.setString(2, functionId);
        return execute(connection, pause, new Notices());
      }
    });
  }

  @Override
  public boolean resume(String functionId, Instant at) {
    return Database.run(dataSource, "resume a function", connection -> {
      Sql.boundWaits(connection);
      Notices notices = new Notices();
      notices.runsAreDue();
      try (PreparedStatement resume = connection.prepareStatement(RESUME)) {
        resume.setString(1, functionId);
        resume.setObject(2, Sql.time(at));
        return execute(connection, resume, notices);
      }
    });
  }

  @Override
  public List<String> forget(String functionId) {
    return Database.run(dataSource, "forget a function", connection -> {
      Sql.boundWaits(connection);
      List<String> workers = executedBy(connection, functionId);
      if (workers.isEmpty()) {
        Notices notices = new Notices();
        notices.runsAreDue();
        try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
          forget.setString(1, functionId);
          forget.setString(2, functionId);
          if (execute(connection, forget, notices)) {
            LimitPublication.publish(connection, stored(connection));
          }
        }
      }
      return workers;
    });
  }

  private static List<String> executedBy(Connection connection, String functionId)
      throws SQLException {
    List<String> workers = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(EXECUTED_BY)) {
      select.setString(1, functionId);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          workers.add(rows.getString(1));
        }
      }
    }
    return workers;
  }

  /** Executes the statement, and notifies the workers if it changes something. Returns whether it does. */
  private static boolean execute(
      Connection connection, PreparedStatement statement, Notices notices) throws SQLException {
    boolean changed = statement.executeUpdate() > 0;
    if (changed) {
      notices.functionsChanged();
      notices.send(connection);
    }
    return changed;
  }
}
