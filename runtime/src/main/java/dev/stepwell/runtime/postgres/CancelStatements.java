package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;
import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.NewRun;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Cancels runs, as events that are stored in the same transaction demand. What it costs does not depend on the number of events. */
final class CancelStatements {
  /**
   * A run that several of the events cancel is cancelled by the first. No event cancels a run that it has started itself. The runs are
   * locked in the order of their ids.
   */
  static final String CANCEL = """
      with live as (
        select r.id, r.worker_id, r.ruled, chosen.by
        from (
          select distinct on (c.run_id) c.run_id, k.by
          from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[]) with ordinality as k (by, event, key, until, number)
          join stepwell.cancellation c on c.key = k.key and c.event = k.event
          join stepwell.run found on found.id = c.run_id and found.event_id <> k.by and found.created_at <= k.until
          order by c.run_id, k.number
        ) as chosen
        join stepwell.run r on r.id = chosen.run_id
        where r.status in ('queued', 'running', 'waiting')
        order by r.id
        for no key update of r
      ), cancelled as (
        update stepwell.run r
        set status = 'cancelled', worker_id = null, due_at = null, ended_at = ?, cancelled_by = live.by
        from live
        where r.id = live.id
        returning r.id, live.by
      ), stopping as (
        insert into stepwell.stopping_run (run_id, worker_id)
        select live.id, holder.id
        from live
        cross join lateral (
          select w.id from stepwell.worker w where w.id = live.worker_id for key share skip locked
        ) as holder
        where live.ruled
        on conflict do nothing
      ), forgotten as (
        delete from stepwell.cancellation c using cancelled where c.run_id = cancelled.id
      )
      select id, by from cancelled""";

  /** For runs that were started in this transaction, or have got their event in it, in the order of their ids. */
  static final String CANCEL_STARTED = """
      with cancelled as (
        update stepwell.run r
        set status = 'cancelled', worker_id = null, due_at = null, ended_at = ?, cancelled_by = k.by
        from unnest(?::uuid[], ?::text[]) as k (id, by)
        where r.id = k.id
        returning r.id
      )
      delete from stepwell.cancellation c using cancelled where c.run_id = cancelled.id""";

  private final Connection connection;
  private final Instant now;
  private final RunEndEffects endEffects;

  CancelStatements(Connection connection, Instant now, Notices notices) {
    this.connection = connection;
    this.now = now;
    this.endEffects = new RunEndEffects(connection, now, notices);
  }

  private record Cancel(String by, MatchKey key, @Nullable Instant startedUntil) {}

  /**
   * Cancels the live runs that the event cancels and has not started itself; returns them, with those that they had invoked.
   *
   * @param startedUntil when the runs were started at the latest; null for all
   */
  Set<UUID> cancel(Dispatch dispatch, @Nullable Instant startedUntil) throws SQLException {
    List<Cancel> cancels = new ArrayList<>();
    dispatch
        .cancels()
        .forEach(key -> cancels.add(new Cancel(dispatch.event().id(), key, startedUntil)));
    return endEffects.cancelled(cancelStored(cancels).keySet());
  }

  /** Cancels the runs that are stored and that the events cancel; returns which event cancels which run. */
  Map<UUID, String> cancelStored(List<Dispatch> dispatches) throws SQLException {
    List<Cancel> cancels = new ArrayList<>();
    for (Dispatch dispatch : dispatches) {
      dispatch.cancels().forEach(key -> cancels.add(new Cancel(dispatch.event().id(), key, null)));
    }
    return cancelStored(cancels);
  }

  private Map<UUID, String> cancelStored(Collection<Cancel> cancels) throws SQLException {
    Map<UUID, String> cancelled = new HashMap<>();
    if (cancels.isEmpty()) {
      return cancelled;
    }
    try (PreparedStatement cancel = connection.prepareStatement(CANCEL)) {
      cancel.setArray(1, texts(connection, cancels, Cancel::by));
      cancel.setArray(2, texts(connection, cancels, c -> c.key.event()));
      cancel.setArray(3, texts(connection, cancels, c -> c.key.key()));
      cancel.setArray(
          4,
          texts(
              connection,
              cancels,
              c -> c.startedUntil == null ? "infinity" : time(c.startedUntil)));
      cancel.setObject(5, time(now));
      try (ResultSet rows = cancel.executeQuery()) {
        while (rows.next()) {
          cancelled.put(Sql.uuid(rows, "id"), rows.getString("by"));
        }
      }
    }
    return cancelled;
  }

  /**
   * Cancels runs that these dispatches just started, or whose last event is one of these, and that a later one cancels. Returns which
   * event cancels which run.
   *
   * @param outcome which runs were not started, and which get the events of others
   */
  Map<UUID, String> cancelStarted(List<Dispatch> dispatches, StartOutcome outcome)
      throws SQLException {
    Map<UUID, String> cancelled = new LinkedHashMap<>();
    Map<MatchKey, List<UUID>> started = new HashMap<>();
    for (Dispatch dispatch : dispatches) {
      for (MatchKey key : dispatch.cancels()) {
        List<UUID> runs = started.remove(key);
        if (runs != null) {
          runs.forEach(run -> cancelled.putIfAbsent(run, dispatch.event().id()));
        }
      }
      for (NewRun run : dispatch.starts()) {
        UUID receiver = outcome.receiver(run.id());
        if (receiver != null) {
          run.cancelledBy()
              .forEach(
                  key -> started.computeIfAbsent(key, k -> new ArrayList<>()).add(receiver));
        }
      }
    }
    if (!cancelled.isEmpty()) {
      List<Map.Entry<UUID, String>> rows = cancelled.entrySet().stream()
          .sorted(Map.Entry.comparingByKey(Sql.BY_ID))
          .toList();
      try (PreparedStatement cancel = connection.prepareStatement(CANCEL_STARTED)) {
        cancel.setObject(1, time(now));
        cancel.setObject(2, UuidArray.of(rows, Map.Entry::getKey));
        cancel.setArray(3, texts(connection, rows, Map.Entry::getValue));
        cancel.executeUpdate();
      }
    }
    return cancelled;
  }

  /**
   * Does what follows from the cancellation of these runs.
   *
   * @return the cancelled runs of each event, with those that they had invoked
   */
  Map<String, Set<UUID>> follow(Map<UUID, String> cancelled) throws SQLException {
    Map<String, Set<UUID>> byEvent = new HashMap<>();
    if (cancelled.isEmpty()) {
      return byEvent;
    }
    Map<UUID, UUID> callers = new HashMap<>();
    for (UUID run : endEffects.cancelled(cancelled.keySet(), callers)) {
      UUID root = run;
      for (UUID caller = callers.get(root); caller != null; caller = callers.get(root)) {
        root = caller;
      }
      String event = cancelled.get(root);
      if (event != null) {
        byEvent.computeIfAbsent(event, id -> new HashSet<>()).add(run);
      }
    }
    return byEvent;
  }
}
