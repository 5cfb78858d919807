-- Schedules that were created at run time: each sends its event at each tick.
create table stepwell.event_schedule (
  id text collate "C" primary key,
  event text collate "C" not null,
  data json not null,
  cron text collate "C" not null,
  time_zone text collate "C" not null,
  next_at timestamptz not null,
  -- Since when it sends nothing; null unless it is paused.
  paused_at timestamptz
);
create index event_schedule_due on stepwell.event_schedule (next_at) where paused_at is null;

-- The last heartbeat of the last worker that executed the function, once that worker has left; null while none has.
alter table stepwell.function add column last_worker_at timestamptz;
