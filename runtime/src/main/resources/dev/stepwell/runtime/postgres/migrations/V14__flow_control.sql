-- Limits on what executes at the same time and on what starts over time, by key (ADR 74).

alter table stepwell.run
  -- The limits of the run and its keys under them, computed when it is created; null for none. The arrays have one length.
  add column limit_names text[] collate "C",
  add column limit_keys text[] collate "C",
  -- The units that its start takes of each limit; null if it takes one of each.
  add column limit_costs int[],
  -- Equal for runs with equal limits and keys, which wait in one line; null without limits.
  add column limit_group text collate "C",
  -- How many slots of each limit on attempts it holds while slot_worker is set; null if no worker has taken it under limits.
  add column slots int,
  -- The worker that holds its slots. If the run was cancelled, that worker still executes it.
  add column slot_worker uuid,
  -- Whether it holds its slots of limits on runs, from its first attempt to its end; else null.
  add column run_slots boolean;

-- Lines of runs that wait for their limits, by line. A run without limits writes nothing to these indexes.
create index run_limited on stepwell.run (function_id, limit_group, due_at)
  where status = 'queued' and limit_group is not null;
-- Runs with limits that become due by time alone.
create index run_limited_parked on stepwell.run (function_id, due_at)
  where status = 'waiting' and limit_group is not null;
create index run_slot_worker on stepwell.run (slot_worker) where slot_worker is not null;
create index run_run_slots on stepwell.run (limit_group) where run_slots;
create index run_cancelled_slots on stepwell.run (id) where run_slots and status = 'cancelled' and slot_worker is null;

-- The limits in force: of the functions as they were last published, with the overrides of operators.
create table stepwell.flow_limit (
  name text collate "C" primary key,
  kind text not null check (kind in ('attempts', 'runs', 'starts')),
  amount int not null check (amount > 0),
  -- Of limits on starts: the period that the amount is for, and how many may start at once.
  period_micros bigint check ((period_micros is not null) = (kind = 'starts')),
  burst int check ((burst is not null) = (kind = 'starts')),
  -- The amount that holds until then instead.
  override_amount int check (override_amount > 0),
  override_until timestamptz check ((override_until is null) = (override_amount is null)),
  overridden_by text
);

-- What is taken of a limit, by key. A row is created by the first claim that needs it.
create table stepwell.limit_key (
  limit_name text collate "C" not null,
  key text collate "C" not null,
  running int not null default 0 check (running >= 0),
  -- When all tokens of a limit on starts are back: the theoretical arrival time of GCRA.
  next_at timestamptz,
  -- Whether a claim found it exhausted: then a release announces that runs are due.
  awaited boolean not null default false,
  served_at timestamptz not null,
  primary key (limit_name, key)
) with (fillfactor = 70);
