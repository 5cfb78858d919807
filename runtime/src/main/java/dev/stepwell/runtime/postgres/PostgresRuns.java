package dev.stepwell.runtime.postgres;

import dev.stepwell.contract.Identifiers;
import dev.stepwell.runtime.codec.HeadersJson;
import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.Caller;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.EventCursor;
import dev.stepwell.runtime.model.EventFilter;
import dev.stepwell.runtime.model.EventPage;
import dev.stepwell.runtime.model.EventView;
import dev.stepwell.runtime.model.EventViews;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.Retry;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.RunPage;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.RunView;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepView;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.ConnectedRuns;
import dev.stepwell.runtime.store.ReadBounds;
import dev.stepwell.runtime.store.Runs;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads runs, steps and events. */
final class PostgresRuns implements Runs {
  static final String RUN = "select * from stepwell.run where id = ?";
  static final String RUNS = "select " + RunColumns.LISTED + """

      from stepwell.run where id = any (?)""";

  /**
   * Uses the failed attempts: a live run may have many steps, of which few have failed. Errors have up to 64 KiB each, so
   * only those that are selected are read, and no stack traces leave the database.
   */
  static final String RETRIES = """
      select run_id, id, attempts, %s as error, due_at
      from (
        select distinct on (s.run_id) s.run_id, s.id, s.attempts, s.error, s.due_at
        from stepwell.failed_attempt f
        join stepwell.step s on s.run_id = f.run_id and s.id = f.step_id and s.status = 'retrying'
        join stepwell.run r on r.id = f.run_id and r.ended_at is null
        where f.run_id = any (?) and s.error is not null
        order by s.run_id, s.ended_at desc, s.id
      ) as latest""".formatted(RunColumns.SHORTENED_ERROR);

  static final String STEPS =
      "select * from stepwell.step where run_id = ? order by started_at, id";

  static final String FAILED_ATTEMPTS =
      "select * from stepwell.failed_attempt where run_id = ? order by started_at, step_id, attempt";
  static final String EVENTS = "select * from stepwell.event where id = any (?)";
  static final String STARTED_BY = "select " + RunColumns.LISTED + """

      from stepwell.run
      where id in (
        select r.id from stepwell.run r where r.event_id = any (?)
        union
        select g.run_id from stepwell.gathered_event g where g.event_id = any (?))
      order by function_id""";

  static final String INVOKED_BY = "select " + RunColumns.LISTED + """

      from stepwell.run where caller_run_id = ? order by id limit ?""";

  private final DataSource dataSource;
  private final StoredJson json;
  private final PostgresReasons reasons;
  private final RunLists lists;
  private final EventLists eventLists;
  private final RunViews views;
  private final ConnectedRuns connected;

  PostgresRuns(DataSource dataSource, StoredJson json) {
    this.dataSource = dataSource;
    this.json = json;
    this.reasons = new PostgresReasons(dataSource, json);
    this.lists = new RunLists(dataSource, this::run);
    this.eventLists = new EventLists(dataSource);
    this.views = new RunViews(dataSource, this::run, this::step, this::failedAttempt);
    this.connected = new PostgresConnectedRuns(dataSource);
  }

  private <T> List<T> query(
      String what, String sql, Query.Parameters parameters, Query.Mapper<T> mapper) {
    return Query.list(dataSource, what, sql, parameters, mapper);
  }

  @Override
  public Optional<Run> run(UUID runId) {
    return query("read a run", RUN, query -> query.setObject(1, runId), this::run).stream()
        .findFirst();
  }

  @Override
  public List<Run> runs(Collection<UUID> runIds) {
    return runs(runIds, RunColumns.WHOLE);
  }

  @Override
  public List<Run> runViews(Collection<UUID> runIds) {
    return runs(runIds, RunColumns.shortened(ErrorInfo.MAX_SHORTENED));
  }

  private List<Run> runs(Collection<UUID> runIds, RunColumns columns) {
    return query(
        "read runs",
        RUNS,
        query -> {
          int set = columns.set(query);
          query.setArray(set + 1, Sql.uuids(query.getConnection(), runIds));
        },
        this::run);
  }

  @Override
  public List<Retry> retries(Collection<UUID> runIds, int limit) {
    ReadBounds.checkLength(limit);
    if (runIds.isEmpty()) {
      return List.of();
    }
    return query(
        "read which steps are attempted again",
        RETRIES,
        query -> {
          query.setInt(1, limit);
          query.setArray(2, Sql.uuids(query.getConnection(), runIds));
        },
        row -> new Retry(
            Sql.uuid(row, "run_id"),
            row.getString("id"),
            row.getInt("attempts"),
            Objects.requireNonNull(error(row)),
            Sql.instantOrNull(row, "due_at")));
  }

  @Override
  public List<StepRecord> steps(UUID runId) {
    return query("read the steps of a run", STEPS, query -> query.setObject(1, runId), this::step);
  }

  @Override
  public List<FailedAttempt> failedAttempts(UUID runId) {
    return query(
        "read the failed attempts of a run",
        FAILED_ATTEMPTS,
        query -> query.setObject(1, runId),
        this::failedAttempt);
  }

  private FailedAttempt failedAttempt(ResultSet row) throws SQLException {
    return new FailedAttempt(
        row.getString("step_id"),
        row.getInt("attempt"),
        Objects.requireNonNull(error(row)),
        Sql.instant(row, "started_at"),
        Sql.instant(row, "ended_at"),
        Sql.instantOrNull(row, "next_due_at"));
  }

  @Override
  public List<FailedAttempt> latestFailedAttempts(
      UUID runId, @Nullable String stepId, int max, int limit) {
    ReadBounds.checkMax(max);
    ReadBounds.checkLength(limit);
    return views.latestFailedAttempts(runId, stepId, max, limit);
  }

  @Override
  public int countGathered(UUID runId) {
    return views.countGathered(runId);
  }

  @Override
  public List<EventView> gatheredEvents(UUID runId, int offset, int max, int limit) {
    ReadBounds.checkOffset(offset);
    ReadBounds.checkMax(max);
    ReadBounds.checkLength(limit);
    return views.gatheredEvents(runId, offset, max, limit);
  }

  @Override
  public List<StoredEvent> events(Collection<String> eventIds) {
    return query(
        "read events",
        EVENTS,
        query -> query.setArray(1, texts(query, eventIds)),
        PostgresRuns::event);
  }

  @Override
  public List<Run> startedBy(Collection<String> eventIds) {
    return startedBy(eventIds, RunColumns.WHOLE);
  }

  @Override
  public List<Run> startedViews(Collection<String> eventIds) {
    return startedBy(eventIds, RunColumns.shortened(ErrorInfo.MAX_SHORTENED));
  }

  private List<Run> startedBy(Collection<String> eventIds, RunColumns columns) {
    return query(
        "read the runs of events",
        STARTED_BY,
        query -> {
          int set = columns.set(query);
          query.setArray(set + 1, texts(query, eventIds));
          query.setArray(set + 2, texts(query, eventIds));
        },
        this::run);
  }

  /** Those of these texts that can be stored. */
  static Array texts(PreparedStatement query, Collection<String> texts) throws SQLException {
    return query
        .getConnection()
        .createArrayOf("text", texts.stream().filter(Identifiers::isStorable).toArray());
  }

  @Override
  public List<Run> invokedBy(UUID runId) {
    return invokedBy(runId, Integer.MAX_VALUE, RunColumns.WHOLE);
  }

  @Override
  public List<Run> invokedViews(UUID runId, int max) {
    ReadBounds.checkMax(max);
    return invokedBy(runId, max, RunColumns.shortened(ErrorInfo.MAX_SHORTENED));
  }

  private List<Run> invokedBy(UUID runId, int max, RunColumns columns) {
    return query(
        "read the runs that a run invoked",
        INVOKED_BY,
        query -> {
          int set = columns.set(query);
          query.setObject(set + 1, runId);
          query.setInt(set + 2, max);
        },
        this::run);
  }

  @Override
  public List<Reason> reasons(UUID runId) {
    return reasons.of(runId);
  }

  @Override
  public RunPage list(RunFilter filter, @Nullable UUID before, int max) {
    return list(filter, before, max, RunColumns.WHOLE);
  }

  @Override
  public RunPage runViews(RunFilter filter, @Nullable UUID before, int max, int limit) {
    ReadBounds.checkLength(limit);
    return list(filter, before, max, RunColumns.shortened(limit));
  }

  private RunPage list(RunFilter filter, @Nullable UUID before, int max, RunColumns columns) {
    ReadBounds.checkMax(max);
    return isFindable(filter.functionId(), filter.event(), filter.text())
        ? lists.list(filter, before, max, columns)
        : new RunPage(List.of(), null);
  }

  @Override
  public EventPage events(EventFilter filter, @Nullable EventCursor before, int max) {
    ReadBounds.checkMax(max);
    return isFindable(filter.name(), filter.text())
        ? eventLists.list(filter, before, max)
        : new EventPage(List.of(), null);
  }

  @Override
  public EventViews eventViews(
      EventFilter filter, @Nullable EventCursor before, int max, int limit) {
    ReadBounds.checkMax(max);
    ReadBounds.checkLength(limit);
    return isFindable(filter.name(), filter.text())
        ? eventLists.list(filter, before, max, limit)
        : new EventViews(List.of(), null);
  }

  @Override
  public Optional<EventView> eventView(String eventId, int limit) {
    ReadBounds.checkLength(limit);
    return isFindable(eventId) ? views.event(eventId, limit) : Optional.empty();
  }

  @Override
  public Optional<RunView> runView(UUID runId, int limit) {
    ReadBounds.checkLength(limit);
    return views.run(runId, limit);
  }

  @Override
  public int countSteps(UUID runId) {
    return views.countSteps(runId);
  }

  @Override
  public List<StepView> stepViews(UUID runId, int max, int limit) {
    ReadBounds.checkMax(max);
    ReadBounds.checkLength(limit);
    return views.steps(runId, max, limit);
  }

  @Override
  public Optional<StepView> stepView(UUID runId, String stepId, int limit) {
    ReadBounds.checkLength(limit);
    return isFindable(stepId) ? views.step(runId, stepId, limit) : Optional.empty();
  }

  @Override
  public ConnectedRuns connected() {
    return connected;
  }

  @Override
  public List<String> recentEventNames(int max) {
    ReadBounds.checkMax(max);
    return eventLists.recentNames(max);
  }

  @Override
  public Optional<StoredEvent> lastEvent(String name) {
    return isFindable(name) ? eventLists.last(name) : Optional.empty();
  }

  /** Whether something stored can have all of these texts, as far as they are given. */
  private static boolean isFindable(@Nullable String... texts) {
    for (String text : texts) {
      if (text != null && !Identifiers.isStorable(text)) {
        return false;
      }
    }
    return true;
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
  static StoredEvent event(ResultSet row) throws SQLException {
    return new StoredEvent(
        row.getString("id"),
        row.getString("name"),
        row.getString("data"),
        Sql.instant(row, "time"),
        HeadersJson.read(row.getString("headers")));
  }

  /** A step, from a row with all its columns. */
  StepRecord step(ResultSet row) throws SQLException {
    return new StepRecord(
        row.getString("id"),
        StepKind.ofWord(row.getString("kind")),
        StepStatus.ofWord(row.getString("status")),
        row.getInt("attempts"),
        row.getString("input"),
        row.getString("result"),
        error(row),
        Sql.instantOrNull(row, "due_at"),
        Sql.instant(row, "started_at"),
        Sql.instant(row, "ended_at"),
        Sql.instantOrNull(row, "last_attempt_at"));
  }

  /** The ids in this column; none if it is null. */
  List<String> ids(ResultSet row, String column) throws SQLException {
    return json.ids(row.getString(column));
  }

  private @Nullable ErrorInfo error(ResultSet row) throws SQLException {
    String text = row.getString("error");
    return text == null ? null : json.error(text);
  }
}
