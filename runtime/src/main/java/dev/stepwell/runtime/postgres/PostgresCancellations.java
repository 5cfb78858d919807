package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.time;

import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.store.Cancellations;
import dev.stepwell.runtime.time.Clock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Cancels runs by call. */
final class PostgresCancellations implements Cancellations {
  static final String CANCEL_RUN = """
      with cancelled as (
        update stepwell.run set status = 'cancelled', worker_id = null, due_at = null, ended_at = ?, cancelled_by = ?
        where id = ? and status in ('queued', 'running', 'waiting')
        returning id
      ), ended as (
        delete from stepwell.cancellation c using cancelled where c.run_id = cancelled.id
      )
      select id from cancelled""";
  static final String CANCEL_MATCHING = """
      with cancelled as (
        update stepwell.run r
        set status = 'cancelled', worker_id = null, due_at = null, ended_at = ?, cancelled_by = ?
        from stepwell.event e
        where r.function_id = ? and r.status in ('queued', 'running', 'waiting')
          and (r.due_at is not null or r.status = 'running')
          and e.id = r.event_id
          and case when strpos(e.data::text, '\\u0000') > 0 then false else e.data::jsonb @> ?::jsonb end
        returning r.id
      ), ended as (
        delete from stepwell.cancellation c using cancelled where c.run_id = cancelled.id
      )
      select id from cancelled""";

  private final DataSource dataSource;
  private final Clock clock;

  PostgresCancellations(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  @Override
  public Set<UUID> cancel(UUID runId) {
    return Database.run(dataSource, "cancel a run", connection -> {
      try (PreparedStatement cancel = connection.prepareStatement(CANCEL_RUN)) {
        cancel.setObject(1, time(clock.now()));
        cancel.setString(2, Run.BY_CALL);
        cancel.setObject(3, runId);
        return cancelled(connection, cancel);
      }
    });
  }

  @Override
  public Set<UUID> cancel(String functionId, String data) {
    return Database.run(dataSource, "cancel the runs of a function", connection -> {
      try (PreparedStatement cancel = connection.prepareStatement(CANCEL_MATCHING)) {
        cancel.setObject(1, time(clock.now()));
        cancel.setString(2, Run.BY_CALL);
        cancel.setString(3, functionId);
        cancel.setString(4, data);
        return cancelled(connection, cancel);
      }
    });
  }

  private Set<UUID> cancelled(Connection connection, PreparedStatement cancel) throws SQLException {
    Notices notices = new Notices();
    Set<UUID> cancelled =
        new Aftermath(connection, clock.now(), notices).cancelled(AppendStatements.uuidsOf(cancel));
    notices.send(connection);
    return cancelled;
  }
}
