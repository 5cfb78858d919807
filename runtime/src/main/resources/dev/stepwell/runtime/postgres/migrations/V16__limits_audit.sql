-- What operators change of limits, and what flow control keeps of runs beside its rules (ADRs 89 to 92).

-- Changes of limits and of the runs that wait for them.
create table stepwell.limit_change (
  number bigint primary key generated always as identity,
  changed_at timestamptz not null,
  -- Who changed it, as the caller says; null if the caller does not say.
  changed_by text,
  action text not null check (action in ('override', 'remove_override', 'drop', 'release', 'move')),
  -- The limit, and the value of its key as a JSON array; null if the change is not about one.
  limit_name text collate "C",
  key text collate "C",
  -- The run that was moved; else null.
  run_id uuid,
  -- What it was before and after the change; null for nothing.
  before text,
  after text
);

-- When a run that gathers events has gathered them, which is when it is due; null for others.
alter table stepwell.run add column gathered_at timestamptz;
-- Parked runs with a priority, which is not part of the time at which they are due.
create index run_ranked on stepwell.run (function_id, due_at) where status = 'waiting' and head_start is not null;

-- The transaction that gave the function its first limits, or removed its last ones. While older transactions are open, they may still
-- store runs as they were before; null once all of them have ended.
alter table stepwell.function add column limits_changed_in xid8;
