-- Steps that wait for slots while other branches of their runs execute, as workers report them with a beat. Only people read it (ADR 122).
create table stepwell.delayed_step (
  worker_id uuid not null references stepwell.worker on delete cascade,
  run_id uuid not null,
  step_id text collate "C" not null,
  -- As in step_slot.
  limit_names text[] collate "C" not null,
  limit_keys text[] collate "C" not null,
  limit_costs int[],
  since timestamptz not null
);
