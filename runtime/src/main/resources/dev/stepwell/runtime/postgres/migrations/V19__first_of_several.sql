-- A wait for the first of several events has several rows, whose step ids end in a control character and a number (ADR 106).

create or replace view stepwell.waits as
select w.run_id, split_part(w.step_id, chr(31), 1) as step_id, w.event as event_name, w.arrived_at,
  case when isfinite(w.until) then w.until end as until
from stepwell.wait w;
