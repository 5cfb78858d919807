package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.model.CancelKey;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.store.EventLog.Accepted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores events with the runs that they start and the cancellations that they bring. */
final class AppendStatements {
  static final String APPEND = """
      with accepted as (
        insert into stepwell.event (id, name, data, time, accepted_at)
        select e.id, e.name, e.data::json, e.time, ?
        from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[]) as e (id, name, data, time)
        on conflict (id) do nothing
        returning id
      ), started as (
        insert into stepwell.run (id, function_id, event_id, status, worker_id, due_at, created_at, started_at)
        select r.id, r.function_id, r.event_id,
          case when r.worker_id is null then 'queued' else 'running' end,
          r.worker_id,
          case when r.worker_id is null then accepted_at end,
          accepted_at,
          case when r.worker_id is not null then accepted_at end
        from unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[]) as r (id, function_id, event_id, worker_id)
        join accepted on accepted.id = r.event_id
        cross join (select ?::timestamptz as accepted_at) as now
      ), cancellable as (
        insert into stepwell.cancellation (event, key, run_id)
        select c.event, c.key, c.run_id
        from unnest(?::text[], ?::text[], ?::uuid[], ?::text[]) as c (event, key, run_id, event_id)
        join accepted on accepted.id = c.event_id
      )
      select id from accepted""";
  static final String CANCEL = """
      with cancelled as (
        update stepwell.run r
        set status = 'cancelled', worker_id = null, due_at = null, ended_at = ?, cancelled_by = ?
        from unnest(?::text[], ?::text[]) as k (event, key)
        join stepwell.cancellation c on c.key = k.key and c.event = k.event
        where r.id = c.run_id and r.status in ('queued', 'running', 'waiting')
        returning r.id
      ), ended as (
        delete from stepwell.cancellation c using cancelled where c.run_id = cancelled.id
      )
      select id from cancelled""";
  static final String STARTED_BY =
      "select event_id, id, worker_id from stepwell.run where event_id = any (?::text[]) order by function_id";

  private final Connection connection;
  private final Instant now;
  private final @Nullable UUID workerId;
  private final IdentityHashMap<Dispatch, Accepted> answers = new IdentityHashMap<>();
  private boolean runsAreDue;
  private boolean runsWereCancelled;

  /** Statements of one transaction; {@code workerId} is null when no lease is held, and then no run is taken. */
  AppendStatements(Connection connection, Instant now, @Nullable UUID workerId) {
    this.connection = connection;
    this.now = now;
    this.workerId = workerId;
  }

  /** Whether runs were stored that a worker has to claim. */
  boolean runsAreDue() {
    return runsAreDue;
  }

  /** Whether live runs were cancelled. */
  boolean runsWereCancelled() {
    return runsWereCancelled;
  }

  /**
   * Stores the dispatches in their order, and answers each. Those that cancel are stored one by one, so that an event cancels what
   * was sent before it and nothing that is sent after it.
   */
  List<Accepted> append(List<Dispatch> dispatches) throws SQLException {
    List<Dispatch> batch = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Dispatch dispatch : dispatches) {
      if (!dispatch.cancels().isEmpty() || !ids.add(dispatch.event().id())) {
        appendBatch(batch);
        batch.clear();
        ids.clear();
        ids.add(dispatch.event().id());
      }
      batch.add(dispatch);
      if (!dispatch.cancels().isEmpty()) {
        appendBatch(batch);
        batch.clear();
        ids.clear();
      }
    }
    appendBatch(batch);
    return dispatches.stream().map(answers::get).toList();
  }

  private void appendBatch(List<Dispatch> batch) throws SQLException {
    if (batch.isEmpty()) {
      return;
    }
    Set<String> accepted = insert(batch);
    List<Dispatch> known = new ArrayList<>();
    for (Dispatch dispatch : batch) {
      if (accepted.contains(dispatch.event().id())) {
        answers.put(dispatch, stored(dispatch));
      } else {
        known.add(dispatch);
      }
    }
    answerKnown(known);
  }

  private Set<String> insert(List<Dispatch> batch) throws SQLException {
    List<Start> starts = new ArrayList<>();
    List<Cancellable> cancellables = new ArrayList<>();
    for (Dispatch dispatch : batch) {
      for (NewRun run : dispatch.starts()) {
        starts.add(new Start(dispatch.event().id(), run, run.take() ? workerId : null));
        run.cancelledBy()
            .forEach(
                key -> cancellables.add(new Cancellable(dispatch.event().id(), run.id(), key)));
      }
    }
    try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
      insert.setObject(1, time(now));
      insert.setArray(2, texts(connection, batch, d -> d.event().id()));
      insert.setArray(3, texts(connection, batch, d -> d.event().name()));
      insert.setArray(4, texts(connection, batch, d -> d.event().data()));
      insert.setArray(5, texts(connection, batch, d -> d.event().time()));
      insert.setArray(6, texts(connection, starts, s -> s.run.id()));
      insert.setArray(7, texts(connection, starts, s -> s.run.functionId()));
      insert.setArray(8, texts(connection, starts, Start::eventId));
      insert.setArray(9, texts(connection, starts, Start::workerId));
      insert.setObject(10, time(now));
      insert.setArray(11, texts(connection, cancellables, c -> c.key.event()));
      insert.setArray(12, texts(connection, cancellables, c -> c.key.key()));
      insert.setArray(13, texts(connection, cancellables, Cancellable::runId));
      insert.setArray(14, texts(connection, cancellables, Cancellable::eventId));
      Set<String> accepted = new HashSet<>();
      try (ResultSet rows = insert.executeQuery()) {
        while (rows.next()) {
          accepted.add(rows.getString(1));
        }
      }
      return accepted;
    }
  }

  private Accepted stored(Dispatch dispatch) throws SQLException {
    Set<UUID> taken = new HashSet<>();
    for (NewRun run : dispatch.starts()) {
      if (run.take() && workerId != null) {
        taken.add(run.id());
      } else {
        runsAreDue = true;
      }
    }
    return new Accepted.Stored(taken, cancel(dispatch));
  }

  private Set<UUID> cancel(Dispatch dispatch) throws SQLException {
    if (dispatch.cancels().isEmpty()) {
      return Set.of();
    }
    try (PreparedStatement cancel = connection.prepareStatement(CANCEL)) {
      cancel.setObject(1, time(now));
      cancel.setString(2, dispatch.event().id());
      cancel.setArray(3, texts(connection, dispatch.cancels(), CancelKey::event));
      cancel.setArray(4, texts(connection, dispatch.cancels(), CancelKey::key));
      Set<UUID> cancelled = uuidsOf(cancel);
      runsWereCancelled |= !cancelled.isEmpty();
      return cancelled;
    }
  }

  /**
   * Answers for events that were there. One whose runs have the very ids that this dispatch made was stored by this dispatch
   * itself, at a first try whose answer was lost.
   */
  private void answerKnown(List<Dispatch> known) throws SQLException {
    if (known.isEmpty()) {
      return;
    }
    Map<String, List<UUID>> runs = new HashMap<>();
    Set<UUID> mine = new HashSet<>();
    try (PreparedStatement select = connection.prepareStatement(STARTED_BY)) {
      select.setArray(1, texts(connection, known, d -> d.event().id()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          UUID run = Sql.uuid(rows, "id");
          runs.computeIfAbsent(rows.getString("event_id"), id -> new ArrayList<>())
              .add(run);
          if (workerId != null && workerId.equals(rows.getObject("worker_id"))) {
            mine.add(run);
          }
        }
      }
    }
    for (Dispatch dispatch : known) {
      List<UUID> started = runs.getOrDefault(dispatch.event().id(), List.of());
      Set<UUID> asked = new HashSet<>();
      dispatch.starts().forEach(run -> asked.add(run.id()));
      boolean ownRetry = !asked.isEmpty() && started.containsAll(asked);
      asked.retainAll(mine);
      answers.put(
          dispatch,
          ownRetry ? new Accepted.Stored(asked, Set.of()) : new Accepted.Duplicate(started));
    }
  }

  static Set<UUID> uuidsOf(PreparedStatement query) throws SQLException {
    Set<UUID> ids = new HashSet<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getObject(1, UUID.class));
      }
    }
    return ids;
  }

  private record Start(String eventId, NewRun run, @Nullable UUID workerId) {}

  private record Cancellable(String eventId, UUID runId, CancelKey key) {}
}
