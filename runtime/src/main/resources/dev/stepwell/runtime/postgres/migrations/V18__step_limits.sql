-- Limits on steps (ADR 102).

-- What attempts of steps hold of the limits on their steps, and what steps of parked runs wait for. A run without such steps has no row.
create table stepwell.step_slot (
  run_id uuid not null,
  step_id text collate "C" not null,
  function_id text collate "C" not null,
  -- The limits on the step and its keys under them, without those of which the run holds a slot anyway. The arrays have one length.
  limit_names text[] collate "C" not null,
  limit_keys text[] collate "C" not null,
  -- The units that its start takes of each limit; null if it takes one of each.
  limit_costs int[],
  -- Equal for steps with equal limits and keys of runs with equal limits and keys, which wait in one line.
  line text collate "C" not null,
  -- Since when it waits, earlier by the head start of its run.
  since timestamptz not null,
  -- The worker that executes the attempt; null while the step waits.
  worker_id uuid,
  primary key (run_id, step_id)
);
create index step_slot_line on stepwell.step_slot (function_id, line, since) where worker_id is null;

-- Until when a step does not take a slot without having waited: those that have waited for it are claimed first.
alter table stepwell.limit_key add column turns_until timestamptz;
