-- Steps that ignore their interruption, for display. Rare; each worker writes its own.
create table stepwell.stuck_step (
  worker_id uuid not null references stepwell.worker on delete cascade,
  run_id uuid not null,
  -- Null if the function's own code does not return.
  step_id text collate "C",
  since timestamptz not null
);

-- The other ids under which older code looks for the step, as a JSON array; null for none.
alter table stepwell.step add column was json;

-- The runs that are cancelled before scheduled events start them, by call. Deleted when the event fires or is withdrawn.
create table stepwell.cancelled_start (
  event_id text collate "C" not null,
  function_id text collate "C" not null,
  primary key (event_id, function_id)
);

-- Suspects: runs that several workers have died of.
alter table stepwell.run
  -- The number of worker_deaths at which the run was the only one of its worker: only these prove that it is the cause.
  add column lone_deaths int,
  -- Whether the run waits for a worker that holds no other run; else null.
  add column solitary boolean,
  drop column died_alone;
create index run_solitary on stepwell.run (function_id, due_at) where solitary;
