package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.EventView;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.Payload;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunView;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads runs and steps for display, and only the displayed part of payloads. */
final class RunViews {
  /** Like {@code ErrorInfo.shortened}. JSON operators reject text with an escaped character 0. */
  private static final String SHORTENED = """
      (select json_build_object('type', e.type, 'stepId', e."stepId", 'attempts', e.attempts, 'message',
          case when length(e.message) > 300 then left(e.message, 300) || ' …' else e.message end)
        from json_to_record(replace(error::text, '\\u0000', '\\ufffd')::json)
          as e (type text, message text, "stepId" text, attempts int))""";

  static final String EVENT = """
      select id, name, left(data::text, ?) as data, length(data::text) as data_length, time, accepted_at, headers
      from stepwell.event where id = ?""";

  static final String RUN = """
      select id, function_id, event_id, status, error, cancelled_by, caller_run_id, caller_step_id, rerun_of, due_at,
        created_at, started_at, ended_at, null as output,
        left(output::text, ?) as cut_output, length(output::text) as output_length
      from stepwell.run where id = ?""";

  static final String COUNT_STEPS = "select count(*) as steps from stepwell.step where run_id = ?";

  /** Errors have up to 64 KiB each, so only the first of very many are complete. */
  static final String STEPS = """
      select id, kind, status, attempts, case when error is null or total <= ? then error else %s end as error,
        due_at, started_at, ended_at, last_attempt_at,
        null as input, null as result,
        left(input::text, ?) as cut_input, length(input::text) as input_length,
        left(result::text, ?) as cut_result, length(result::text) as result_length
      from (
        select *, coalesce(sum(octet_length(error::text)) over (order by started_at, id), 0) as total
        from stepwell.step
        where run_id = ? and (?::text is null or id = ?)
        order by started_at, id
        limit ?
      ) as step
      order by started_at, id""".formatted(SHORTENED);

  static final String LATEST_FAILED_ATTEMPTS = """
      select step_id, attempt, case when total <= ? then error else %s end as error, started_at, ended_at, next_due_at
      from (
        select *, sum(octet_length(error::text)) over (order by started_at desc, step_id desc, attempt desc) as total
        from stepwell.failed_attempt
        where run_id = ? and (?::text is null or step_id = ?)
        order by started_at desc, step_id desc, attempt desc
        limit ?
      ) as latest
      order by started_at, step_id, attempt""".formatted(SHORTENED);

  static final String GATHERED = """
      select e.id, e.name, left(e.data::text, ?) as data, length(e.data::text) as data_length, e.time, e.accepted_at, e.headers
      from stepwell.gathered_event g
      join stepwell.event e on e.id = g.event_id
      where g.run_id = ?
      order by g.number
      offset ? limit ?""";

  static final String COUNT_GATHERED = """
      select count(*) as events from stepwell.gathered_event g join stepwell.event e on e.id = g.event_id
      where g.run_id = ?""";

  /** The maximum total length of complete errors of steps. */
  private static final int CHARACTERS_OF_ERRORS = 4_000_000;

  private final DataSource dataSource;
  private final Query.Mapper<Run> run;
  private final Query.Mapper<StepRecord> step;
  private final Query.Mapper<FailedAttempt> attempt;

  RunViews(
      DataSource dataSource,
      Query.Mapper<Run> run,
      Query.Mapper<StepRecord> step,
      Query.Mapper<FailedAttempt> attempt) {
    this.dataSource = dataSource;
    this.run = run;
    this.step = step;
    this.attempt = attempt;
  }

  Optional<EventView> event(String eventId, int limit) {
    return Query.list(
            dataSource,
            "read an event",
            EVENT,
            query -> {
              query.setInt(1, limit);
              query.setString(2, eventId);
            },
            EventLists::view)
        .stream()
        .findFirst();
  }

  Optional<RunView> run(UUID runId, int limit) {
    return Query.list(
            dataSource,
            "read a run",
            RUN,
            query -> {
              query.setInt(1, limit);
              query.setObject(2, runId);
            },
            row -> new RunView(run.map(row), payload(row, "cut_output", "output_length")))
        .stream()
        .findFirst();
  }

  int countSteps(UUID runId) {
    return Query.list(
            dataSource,
            "count the steps of a run",
            COUNT_STEPS,
            query -> query.setObject(1, runId),
            row -> row.getInt("steps"))
        .get(0);
  }

  List<StepView> steps(UUID runId, int max, int limit) {
    return steps(runId, null, max, limit);
  }

  Optional<StepView> step(UUID runId, String stepId, int limit) {
    return steps(runId, stepId, 1, limit).stream().findFirst();
  }

  private List<StepView> steps(UUID runId, @Nullable String stepId, int max, int limit) {
    return Query.list(
        dataSource,
        "read the steps of a run",
        STEPS,
        query -> {
          query.setInt(1, CHARACTERS_OF_ERRORS);
          query.setInt(2, limit);
          query.setInt(3, limit);
          query.setObject(4, runId);
          query.setString(5, stepId);
          query.setString(6, stepId);
          query.setInt(7, max);
        },
        row -> new StepView(
            step.map(row),
            payload(row, "cut_input", "input_length"),
            payload(row, "cut_result", "result_length")));
  }

  List<FailedAttempt> latestFailedAttempts(
      UUID runId, @Nullable String stepId, int max, int limit) {
    return Query.list(
        dataSource,
        "read the failed attempts of a run",
        LATEST_FAILED_ATTEMPTS,
        query -> {
          query.setInt(1, limit);
          query.setObject(2, runId);
          query.setString(3, stepId);
          query.setString(4, stepId);
          query.setInt(5, max);
        },
        attempt);
  }

  int countGathered(UUID runId) {
    return Query.list(
            dataSource,
            "count the events of a run",
            COUNT_GATHERED,
            query -> query.setObject(1, runId),
            row -> row.getInt("events"))
        .get(0);
  }

  List<EventView> gatheredEvents(UUID runId, int offset, int max, int limit) {
    return Query.list(
        dataSource,
        "read the events of a run",
        GATHERED,
        query -> {
          query.setInt(1, limit);
          query.setObject(2, runId);
          query.setInt(3, offset);
          query.setInt(4, max);
        },
        EventLists::view);
  }

  /** A payload from the columns of its text and its length; null if it is null. */
  static @Nullable Payload payload(ResultSet row, String text, String length) throws SQLException {
    String cut = row.getString(text);
    return cut == null ? null : new Payload(cut, row.getInt(length));
  }
}
