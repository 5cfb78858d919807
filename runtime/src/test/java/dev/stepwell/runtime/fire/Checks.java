package dev.stepwell.runtime.fire;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;

/** What must hold once all is over, each by a query for what contradicts it. */
final class Checks {
  private static final int MAX_SHOWN = 8;
  private static final int LONGEST = 300;

  private final FireTables tables;
  private final SoftAssertions softly = new SoftAssertions();

  Checks(FireTables tables) {
    this.tables = tables;
  }

  void all(Set<String> workers) throws SQLException {
    assertThat(tables.number("select count(*) from fire.expected")).isGreaterThan(10);
    events();
    ends();
    steps();
    graphs();
    waits();
    calls();
    nobodyIsStuck();
    limits();
    noneIs(
        "worker rows of dead processes",
        "select name, id, lease_until from stepwell.worker where name not in ('"
            + String.join("', '", workers) + "')");
    softly.assertAll();
  }

  private void noneIs(String what, String sql) throws SQLException {
    List<String> rows = tables.rows(sql).stream().map(Checks::shortened).toList();
    softly
        .assertThat(rows.stream().limit(MAX_SHOWN).toList())
        .as("%d %s", rows.size(), what)
        .isEmpty();
  }

  private static String shortened(List<String> row) {
    return row.stream()
        .map(column -> column.length() <= LONGEST ? column : column.substring(0, LONGEST) + " …")
        .toList()
        .toString();
  }

  private void events() throws SQLException {
    noneIs("accepted events that are not stored", """
        select * from fire.expected x
        where x.sure and not exists (select from stepwell.event e where e.id = x.event_id)""");
    noneIs("stored events without exactly one run of a function that they trigger", """
        select x.event_id, x.function_id, count(r.id)
        from fire.expected x
        join stepwell.event e on e.id = x.event_id
        left join stepwell.run r on r.event_id = x.event_id and r.function_id = x.function_id
        group by 1, 2 having count(r.id) <> 1""");
    noneIs("events with several runs of one function", """
        select event_id, function_id, count(*) from stepwell.run group by 1, 2 having count(*) > 1""");
    noneIs("events sent by runs or by the test that have started no run", """
        select e.id, e.name from stepwell.event e
        join (values ('fire/question', 'fire-answering'), ('fire/answer', 'fire-hearing'), ('fire/told', 'fire-hearsay'))
          as t (name, function_id) on t.name = e.name
        where not exists (select from stepwell.run r where r.event_id = e.id and r.function_id = t.function_id)""");
    noneIs("telling runs whose events do not exist exactly once", """
        select r.id, r.output, count(e.id) from stepwell.run r
        left join stepwell.event e on e.name = 'fire/told' and e.id like r.id || '%'
        where r.function_id = 'fire-telling'
        group by 1, r.output::text having count(e.id) <> r.output::text::int + 1""");
    noneIs("orders without exactly one run", """
        select e.data ->> 'order', count(r.id) from stepwell.event e
        left join stepwell.run r on r.event_id = e.id
        where e.name = 'fire/once.wanted'
        group by 1 having count(r.id) <> 1""");
  }

  private void ends() throws SQLException {
    noneIs("runs that ended otherwise than they should", """
        select r.id, r.function_id, x.event_id, x.status, r.status, x.output, r.output, r.error, r.cancelled_by
        from fire.expected x
        join stepwell.run r on r.event_id = x.event_id and r.function_id = x.function_id
        where x.status <> r.status or x.output is distinct from r.output::text""");
    noneIs("runs of other functions that ended otherwise than they should", """
        select r.id, r.function_id, r.status, r.error, r.cancelled_by
        from stepwell.run r
        where r.caller_run_id is null and r.status <> 'completed'
          and not exists (select from fire.expected x where x.event_id = r.event_id and x.function_id = r.function_id)""");
    noneIs("failed runs whose failure handler did not run", """
        select r.id, f.status from stepwell.run r
        left join stepwell.run f on f.event_id = r.id || ':failed' and f.function_id = 'fire-doomed:on-failure'
        where r.function_id = 'fire-doomed' and f.status is distinct from 'completed'""");
    noneIs("cancelled runs that nobody was told of", """
        select r.id, r.function_id from stepwell.run r
        where r.status = 'cancelled' and not exists (select from stepwell.event e where e.id = r.id || ':cancelled')""");
  }

  private void steps() throws SQLException {
    noneIs("executions, by the holder of the run, of a step that was recorded", """
        select * from fire.executed where recorded_before and held""");
    noneIs("changes of what had ended", "select * from fire.changed limit 20");
    noneIs("steps that a worker recorded after it was taken for dead", """
        select r.*, b.at from fire.recorded r join fire.buried b on b.worker_id = r.worker_id where r.at > b.at""");
    noneIs("completed steps that nobody executed", """
        select s.run_id, s.id from stepwell.step s join stepwell.run r on r.id = s.run_id
        where s.kind = 'step' and s.status = 'completed' and s.id not in ('take', 'give', 'step')
          and not exists (select from fire.executed x where x.run_id = s.run_id and x.step_id = s.id)""");
    noneIs("transactional steps that did not happen exactly once", """
        select s.run_id, s.id, count(l.amount) from stepwell.step s
        left join fire.ledger l on l.run_id = s.run_id and l.step_id = s.id
        where s.id in ('take', 'give') and s.status = 'completed'
        group by 1, 2 having count(l.amount) <> 1""");
    noneIs("entries of the ledger whose step was not recorded", """
        select * from fire.ledger l where not exists (
          select from stepwell.step s where s.run_id = l.run_id and s.id = l.step_id and s.status = 'completed')""");
    noneIs("the ledger's sum", "select sum(amount) from fire.ledger having sum(amount) <> 0");
  }

  private void graphs() throws SQLException {
    assertThat(tables.number(
            "select count(*) from stepwell.run where function_id = 'fire-assembling'"))
        .isGreaterThan(10);
    noneIs("graphs that have not stored what they should", """
        select r.id, r.status, r.error, array_agg(s.id || ' ' || s.status order by s.id)
        from stepwell.run r
        join stepwell.event e on e.id = r.event_id
        left join stepwell.step s on s.run_id = r.id
        where r.function_id = 'fire-assembling'
        group by r.id, e.id
        having array_agg(s.id || ' ' || s.status order by s.id) is distinct from (
          select array_agg(id || case when id = 'inspect' and r.status = 'failed' then ' failed' else ' completed' end order by id)
          from (
            select unnest(array['plan', 'take', 'give', 'before-rest', 'rest', 'inspect', 'wait-for-answer', 'hear',
              'wait-for-complaint', 'make'])
            union all select 'close' where r.status = 'completed'
            union all select 'make:' || n from generate_series(1, (e.data ->> 'pieces')::int - 1) n
          ) as wanted (id))""");
    noneIs("steps of graphs that were executed before what they come after was recorded", """
        select x.run_id, x.step_id, x.at, o.earlier, d.at
        from fire.executed x
        join stepwell.run r on r.id = x.run_id and r.function_id = 'fire-assembling'
        join (values ('make', 'plan'), ('rest', 'take'), ('inspect', 'make'), ('close', 'inspect'), ('close', 'give'),
          ('close', 'hear'), ('close', 'rest')) as o (step, earlier) on o.step = split_part(x.step_id, ':', 1)
        left join fire.recorded d on d.run_id = x.run_id and split_part(d.step_id, ':', 1) = o.earlier and d.status = 'completed'
        where d.at is null or d.at > x.at""");
    noneIs("completed steps of graphs that were not recorded exactly once", """
        select d.run_id, d.step_id, count(*) from fire.recorded d
        join stepwell.run r on r.id = d.run_id and r.function_id = 'fire-assembling'
        where d.status in ('completed', 'failed')
        group by 1, 2 having count(*) <> 1""");
  }

  private void waits() throws SQLException {
    noneIs("events that one run has taken twice", """
        select run_id, result ->> 'id', count(*) from stepwell.step
        where kind = 'wait' and status = 'completed' and result::text <> 'null'
        group by 1, 2 having count(*) > 1""");
    noneIs("waits that took an event that is not theirs", """
        select s.run_id, s.id, s.result from stepwell.step s
        join stepwell.run r on r.id = s.run_id
        join stepwell.event started on started.id = r.event_id
        left join stepwell.event e on e.id = s.result ->> 'id'
        where s.kind = 'wait' and s.status = 'completed' and s.result::text <> 'null'
          and e.data ->> 'key' is distinct from started.data ->> 'key'""");
    noneIs("completed runs with steps that are still open", """
        select r.id, r.function_id, s.id, s.status from stepwell.step s join stepwell.run r on r.id = s.run_id
        where r.status = 'completed' and s.status in ('waiting', 'retrying')""");
  }

  private void calls() throws SQLException {
    noneIs("calls without exactly one run", """
        select s.run_id, s.id, count(r.id) from stepwell.step s
        left join stepwell.run r on r.caller_run_id = s.run_id and r.caller_step_id = s.id
        where s.kind = 'invoke'
        group by 1, 2 having count(r.id) <> 1""");
    noneIs("calls that did not get their run's result", """
        select s.run_id, s.id, s.status, s.result, r.status, r.output from stepwell.step s
        join stepwell.run r on r.caller_run_id = s.run_id and r.caller_step_id = s.id
        where s.status = 'completed' and (r.status <> 'completed' or s.result::text is distinct from r.output::text)
          or s.status = 'failed' and r.status not in ('failed', 'cancelled')""");
    noneIs("called runs without a step that waits for them", """
        select r.id from stepwell.run r
        where r.caller_run_id is not null and not exists (
          select from stepwell.step s where s.run_id = r.caller_run_id and s.id = r.caller_step_id)""");
  }

  private void limits() throws SQLException {
    noneIs("limits that were exceeded by the rows", "select * from fire.exceeded");
    noneIs(
        "limits that were exceeded by what the steps counted",
        "select * from fire.counted where others > 1");
    noneIs("slots that are still taken", "select * from stepwell.limit_key where running <> 0");
    noneIs("runs that still hold slots", """
        select id, status, slots, slot_worker, run_slots from stepwell.run where slot_worker is not null or run_slots""");
  }

  private void nobodyIsStuck() throws SQLException {
    noneIs("live runs", """
        select id, function_id, status, due_at, woken from stepwell.run where status in ('queued', 'running', 'waiting')""");
    noneIs("waits of ended runs", """
        select w.*, r.status, r.function_id from stepwell.wait w left join stepwell.run r on r.id = w.run_id""");
    noneIs("cancellations of ended runs", """
        select c.*, r.status, r.function_id from stepwell.cancellation c left join stepwell.run r on r.id = c.run_id""");
    noneIs("effects that did not come", "select * from stepwell.deferred");
  }
}
