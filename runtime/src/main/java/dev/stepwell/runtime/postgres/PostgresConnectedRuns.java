package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.RunViews.payload;

import dev.stepwell.runtime.model.EventView;
import dev.stepwell.runtime.model.Payload;
import dev.stepwell.runtime.store.ConnectedRuns;
import dev.stepwell.runtime.store.ReadBounds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads connected runs: one statement per kind, however many runs there are. */
final class PostgresConnectedRuns implements ConnectedRuns {
  static final String LINKS = """
      select id, event_id, caller_run_id, ended_at is not null as has_ended
      from stepwell.run where id = any (?)""";

  static final String INVOKED_BY =
      "select caller_run_id, id from stepwell.run where caller_run_id = any (?) limit ?";

  static final String GATHERED =
      "select run_id, event_id from stepwell.gathered_event where run_id = any (?) limit ?";

  static final String EVENTS = """
      select id, name, left(data::text, ?) as data, length(data::text) as data_length, time, accepted_at, headers
      from stepwell.event where id = any (?)""";

  static final String OUTPUTS = """
      select id, left(output::text, ?) as cut_output, length(output::text) as output_length
      from stepwell.run where id = any (?) and output is not null""";

  /** Payloads are read after the page is selected. */
  static final String STEPS = """
      select page.run_id, page.id,
        left(page.input::text, ?) as cut_input, length(page.input::text) as input_length,
        left(page.result::text, ?) as cut_result, length(page.result::text) as result_length
      from (
        select run_id, id, input, result from stepwell.step
        where run_id = any (?) and (run_id, id) > (?, ?)
        order by run_id, id
        limit ?
      ) as page
      order by page.run_id, page.id""";

  static final String NAMED_STEPS = """
      select s.run_id, s.id,
        left(s.input::text, ?) as cut_input, length(s.input::text) as input_length,
        left(s.result::text, ?) as cut_result, length(s.result::text) as result_length
      from unnest(?::uuid[], ?::text[]) as named (run_id, id)
      join stepwell.step s on s.run_id = named.run_id and s.id = named.id""";

  /** Precedes all steps. */
  private static final StepAddress FIRST = new StepAddress(new UUID(0, 0), "");

  private final DataSource dataSource;

  PostgresConnectedRuns(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public List<RunLink> links(Collection<UUID> runIds) {
    return Query.list(
        dataSource,
        "read how runs are connected",
        LINKS,
        query -> query.setArray(1, Sql.uuids(query.getConnection(), runIds)),
        row -> new RunLink(
            Sql.uuid(row, "id"),
            row.getString("event_id"),
            row.getObject("caller_run_id", UUID.class),
            row.getBoolean("has_ended")));
  }

  @Override
  public List<InvokedRun> invokedBy(Collection<UUID> runIds, int max) {
    ReadBounds.checkMax(max);
    return Query.list(
        dataSource,
        "read which runs were invoked",
        INVOKED_BY,
        query -> {
          query.setArray(1, Sql.uuids(query.getConnection(), runIds));
          query.setInt(2, max);
        },
        row -> new InvokedRun(Sql.uuid(row, "caller_run_id"), Sql.uuid(row, "id")));
  }

  @Override
  public List<BatchedEvent> gatheredEvents(Collection<UUID> runIds, int max) {
    ReadBounds.checkMax(max);
    return Query.list(
        dataSource,
        "read which events were gathered",
        GATHERED,
        query -> {
          query.setArray(1, Sql.uuids(query.getConnection(), runIds));
          query.setInt(2, max);
        },
        row -> new BatchedEvent(Sql.uuid(row, "run_id"), row.getString("event_id")));
  }

  @Override
  public List<EventView> eventViews(Collection<String> eventIds, int limit) {
    ReadBounds.checkLength(limit);
    return Query.list(
        dataSource,
        "read events",
        EVENTS,
        query -> {
          query.setInt(1, limit);
          query.setArray(2, PostgresRuns.texts(query, eventIds));
        },
        EventLists::view);
  }

  @Override
  public List<RunOutput> outputs(Collection<UUID> runIds, int limit) {
    ReadBounds.checkLength(limit);
    return Query.list(
        dataSource,
        "read the outputs of runs",
        OUTPUTS,
        query -> {
          query.setInt(1, limit);
          query.setArray(2, Sql.uuids(query.getConnection(), runIds));
        },
        row -> new RunOutput(
            Sql.uuid(row, "id"),
            new Payload(row.getString("cut_output"), row.getInt("output_length"))));
  }

  @Override
  public List<StepPayloads> stepPayloads(
      Collection<UUID> runIds, @Nullable StepAddress after, int max, int limit) {
    ReadBounds.checkMax(max);
    ReadBounds.checkLength(limit);
    StepAddress last = after == null ? FIRST : after;
    return Query.list(
        dataSource,
        "read the steps of runs",
        STEPS,
        query -> {
          query.setInt(1, limit);
          query.setInt(2, limit);
          query.setArray(3, Sql.uuids(query.getConnection(), runIds));
          query.setObject(4, last.runId());
          query.setString(5, last.id());
          query.setInt(6, max);
        },
        PostgresConnectedRuns::step);
  }

  @Override
  public List<StepPayloads> stepPayloads(Collection<StepAddress> steps, int limit) {
    ReadBounds.checkLength(limit);
    return Query.list(
        dataSource,
        "read steps",
        NAMED_STEPS,
        query -> {
          query.setInt(1, limit);
          query.setInt(2, limit);
          query.setArray(3, Sql.texts(query.getConnection(), steps, StepAddress::runId));
          query.setArray(4, Sql.texts(query.getConnection(), steps, StepAddress::id));
        },
        PostgresConnectedRuns::step);
  }

  private static StepPayloads step(ResultSet row) throws SQLException {
    return new StepPayloads(
        new StepAddress(Sql.uuid(row, "run_id"), row.getString("id")),
        payload(row, "cut_input", "input_length"),
        payload(row, "cut_result", "result_length"));
  }
}
