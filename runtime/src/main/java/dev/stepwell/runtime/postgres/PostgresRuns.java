package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.uuids;

import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.Caller;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.Event;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.RunPage;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.store.Runs;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads runs, steps and events. */
final class PostgresRuns implements Runs {
  static final String RUN = "select * from stepwell.run where id = ?";
  static final String STEPS =
      "select * from stepwell.step where run_id = any (?) order by started_at, id";
  static final String FAILED_ATTEMPTS =
      "select * from stepwell.failed_attempt where run_id = ? order by started_at, step_id, attempt";
  static final String EVENT = "select * from stepwell.event where id = ?";
  static final String STARTED_BY =
      "select * from stepwell.run where event_id = ? order by function_id";
  static final String INVOKED_BY = "select * from stepwell.run where caller_run_id = ? order by id";
  /**
   * Looks at so many runs only, so that a filter that admits few does not read the whole table for one page. Operators that look into
   * JSON refuse text with an escaped character 0.
   */
  static final String LIST = """
      select looked.* from (
        select * from stepwell.run where id < ? order by id desc limit ?
      ) as looked
      where (?::text is null or function_id = ?)
        and (cardinality(?::text[]) = 0 or status = any (?))
        and (?::text is null or strpos(id::text, ?) > 0 or strpos(lower(event_id), ?) > 0
          or strpos(lower(case when strpos(error::text, '\\u0000') > 0 then error::text
              else concat(error ->> 'type', ' ', error ->> 'message') end), ?) > 0)
      order by id desc
      limit ?""";

  static final String LAST_LOOKED_AT =
      "select id from stepwell.run where id < ? order by id desc offset ? limit 1";

  /** How many runs are looked at for one page. */
  static final int LOOKED_AT = 20_000;

  /** Greater than the id of any run. */
  private static final UUID NEWEST = new UUID(-1, -1);

  private final DataSource dataSource;
  private final StoredJson json;
  private final PostgresReasons reasons;

  PostgresRuns(DataSource dataSource, StoredJson json) {
    this.dataSource = dataSource;
    this.json = json;
    this.reasons = new PostgresReasons(dataSource, json);
  }

  /** Reads one row. */
  private interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Sets the parameters of a query. */
  private interface Parameters {
    void set(PreparedStatement query) throws SQLException;
  }

  private <T> List<T> query(String what, String sql, Parameters parameters, Mapper<T> mapper) {
    return Database.read(dataSource, what, connection -> {
      try (PreparedStatement query = connection.prepareStatement(sql)) {
        parameters.set(query);
        List<T> found = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            found.add(mapper.map(rows));
          }
        }
        return found;
      }
    });
  }

  @Override
  public Optional<Run> run(UUID runId) {
    return query("read a run", RUN, query -> query.setObject(1, runId), this::run).stream()
        .findFirst();
  }

  @Override
  public List<StepRecord> steps(UUID runId) {
    return Database.read(dataSource, "read the steps of a run", connection -> {
      List<StepRecord> steps = new ArrayList<>();
      readSteps(connection, List.of(runId), (run, step) -> steps.add(step));
      return steps;
    });
  }

  /** Hands each step of these runs over, in the order in which they started. */
  void readSteps(Connection connection, List<UUID> runIds, BiConsumer<UUID, StepRecord> to)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(STEPS)) {
      select.setArray(1, uuids(connection, runIds));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          to.accept(Sql.uuid(rows, "run_id"), step(rows));
        }
      }
    }
  }

  @Override
  public List<FailedAttempt> failedAttempts(UUID runId) {
    return query(
        "read the failed attempts of a run",
        FAILED_ATTEMPTS,
        query -> query.setObject(1, runId),
        row -> new FailedAttempt(
            row.getString("step_id"),
            row.getInt("attempt"),
            Objects.requireNonNull(error(row)),
            Sql.instant(row, "started_at"),
            Sql.instant(row, "ended_at")));
  }

  @Override
  public Optional<Event> event(String eventId) {
    return query("read an event", EVENT, query -> query.setString(1, eventId), PostgresRuns::event)
        .stream()
        .findFirst();
  }

  @Override
  public List<Run> startedBy(String eventId) {
    return query(
        "read the runs of an event", STARTED_BY, query -> query.setString(1, eventId), this::run);
  }

  @Override
  public List<Run> invokedBy(UUID runId) {
    return query(
        "read the runs that a run invoked",
        INVOKED_BY,
        query -> query.setObject(1, runId),
        this::run);
  }

  @Override
  public List<Reason> reasons(UUID runId) {
    return reasons.of(runId);
  }

  @Override
  public RunPage list(RunFilter filter, @Nullable UUID before, int most) {
    UUID from = before == null ? NEWEST : before;
    List<Run> runs = query(
        "list runs",
        LIST,
        query -> {
          Array statuses = query
              .getConnection()
              .createArrayOf(
                  "text", filter.statuses().stream().map(RunStatus::word).toArray());
          String text = filter.text() == null ? null : filter.text().toLowerCase(Locale.ROOT);
          query.setObject(1, from);
          query.setInt(2, filter.admitsAll() ? most : LOOKED_AT);
          query.setString(3, filter.functionId());
          query.setString(4, filter.functionId());
          query.setArray(5, statuses);
          query.setArray(6, statuses);
          for (int parameter = 7; parameter <= 10; parameter++) {
            query.setString(parameter, text);
          }
          query.setInt(11, most);
        },
        this::run);
    return new RunPage(
        runs, runs.size() == most ? runs.get(most - 1).id() : lastLookedAt(filter, from));
  }

  /** The last run that was looked at, if there may be older ones. */
  private @Nullable UUID lastLookedAt(RunFilter filter, UUID from) {
    if (filter.admitsAll()) {
      return null;
    }
    return query(
            "list runs",
            LAST_LOOKED_AT,
            query -> {
              query.setObject(1, from);
              query.setInt(2, LOOKED_AT - 1);
            },
            row -> Sql.uuid(row, "id"))
        .stream()
        .findFirst()
        .orElse(null);
  }

  private Run run(ResultSet row) throws SQLException {
    return new Run(
        Sql.uuid(row, "id"),
        row.getString("function_id"),
        row.getString("event_id"),
        RunStatus.ofWord(row.getString("status")),
        row.getString("output"),
        error(row),
        row.getString("cancelled_by"),
        caller(row),
        row.getObject("rerun_of", UUID.class),
        Sql.instantOrNull(row, "due_at"),
        Sql.instant(row, "created_at"),
        Sql.instantOrNull(row, "started_at"),
        Sql.instantOrNull(row, "ended_at"));
  }

  private static @Nullable Caller caller(ResultSet row) throws SQLException {
    UUID runId = row.getObject("caller_run_id", UUID.class);
    return runId == null ? null : new Caller(runId, row.getString("caller_step_id"));
  }

  /** An event from the columns of its table. */
  static Event event(ResultSet row) throws SQLException {
    return new Event(
        row.getString("id"),
        row.getString("name"),
        row.getString("data"),
        Sql.instant(row, "time"));
  }

  private StepRecord step(ResultSet row) throws SQLException {
    return new StepRecord(
        row.getString("id"),
        StepKind.ofWord(row.getString("kind")),
        StepStatus.ofWord(row.getString("status")),
        row.getInt("attempts"),
        row.getString("result"),
        error(row),
        Sql.instantOrNull(row, "due_at"),
        Sql.instant(row, "started_at"),
        Sql.instant(row, "ended_at"));
  }

  private @Nullable ErrorInfo error(ResultSet row) throws SQLException {
    String text = row.getString("error");
    return text == null ? null : json.error(text);
  }
}
