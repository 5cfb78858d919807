-- Views for people and reports. Their names and columns stay when the tables change: a later version may add columns at the end.

create view stepwell.runs as
select r.id, r.function_id, r.status, r.event_id, e.name as event_name, r.created_at, r.started_at, r.ended_at,
  case when isfinite(r.due_at) then r.due_at end as due_at, w.name as worker, r.output,
  r.error ->> 'type' as error_type, r.error ->> 'message' as error_message, r.error ->> 'stepId' as failed_step_id,
  r.cancelled_by, r.caller_run_id, r.caller_step_id, r.rerun_of
from stepwell.run r
left join stepwell.event e on e.id = r.event_id
left join stepwell.worker w on w.id = r.worker_id;

create view stepwell.steps as
select s.run_id, s.id, s.kind, s.status, s.attempts, s.started_at,
  case when s.status in ('completed', 'failed') then s.ended_at end as ended_at,
  case when isfinite(s.due_at) then s.due_at end as due_at, s.input, s.result,
  s.error ->> 'type' as error_type, s.error ->> 'message' as error_message
from stepwell.step s;

-- Attempts that failed. The attempt that completed a step is in stepwell.steps.
create view stepwell.failed_attempts as
select a.run_id, a.step_id, a.attempt, a.started_at, a.ended_at, a.next_due_at,
  a.error ->> 'type' as error_type, a.error ->> 'message' as error_message
from stepwell.failed_attempt a;

create view stepwell.events as
select e.id, e.name, e.time, e.accepted_at, e.data, e.headers
from stepwell.event e;

create view stepwell.waits as
select w.run_id, w.step_id, w.event as event_name, w.arrived_at, case when isfinite(w.until) then w.until end as until
from stepwell.wait w;

create view stepwell.functions as
select f.id, f.published_at, f.paused_at, f.last_worker_at
from stepwell.function f;

create view stepwell.workers as
select w.id, w.name, w.functions, w.started_at, w.heartbeat_at, w.lease_until,
  w.lease_until > clock_timestamp() as alive
from stepwell.worker w;
