-- The tables of events, runs and steps.
--
-- No foreign keys: each row is written together with what it points to, by statements that check it, and a check by the
-- database would cost a lookup for every row of the busiest tables. JSON is kept as json, not jsonb: it is written on the hot
-- path, read whole, and rarely searched.

create table stepwell.event (
  id text primary key,
  name text not null,
  data json not null,
  time timestamptz not null,
  accepted_at timestamptz not null
);

create table stepwell.run (
  id uuid primary key,
  function_id text not null,
  event_id text not null,
  status text not null check (status in ('queued', 'running', 'waiting', 'completed', 'failed', 'cancelled')),
  -- The worker that executes the run. Its lease is one row of stepwell.worker, whatever the number of runs.
  worker_id uuid check ((worker_id is not null) = (status = 'running')),
  -- When the run is to be claimed.
  due_at timestamptz check ((due_at is not null) = (status in ('queued', 'waiting'))),
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  output json,
  error json,
  cancelled_by text
);
create index run_due on stepwell.run (due_at) where due_at is not null;
create index run_worker on stepwell.run (worker_id) where worker_id is not null;
create index run_event on stepwell.run (event_id);

create table stepwell.step (
  run_id uuid not null,
  id text not null,
  status text not null check (status in ('completed', 'failed', 'retrying', 'waiting')),
  attempts int not null,
  result json,
  error json,
  due_at timestamptz,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  primary key (run_id, id)
);

-- Only attempts that failed: that of a completed step is the step's own row.
create table stepwell.failed_attempt (
  run_id uuid not null,
  step_id text not null,
  attempt int not null,
  error json not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  primary key (run_id, step_id, attempt)
);

-- Which event cancels which live run: both sides compute the same key from the matched fields.
create table stepwell.cancellation (
  event text not null,
  key text not null,
  run_id uuid not null,
  primary key (run_id, event, key)
);
create index cancellation_key on stepwell.cancellation using hash (key);

-- A worker and its lease. Whoever takes the runs of a dead worker deletes this row first; whoever records outcomes updates it
-- first. So a worker that lost its lease cannot record.
create table stepwell.worker (
  id uuid primary key,
  -- The advisory lock that the worker's listening connection holds, by which a killed process is noticed before its lease ends.
  lock_key int generated always as identity,
  name text not null,
  started_at timestamptz not null,
  heartbeat_at timestamptz not null,
  lease_until timestamptz not null,
  -- The last group of writes that this worker committed: it tells whether a commit whose answer was lost took place.
  last_group bigint not null default 0
);

create table stepwell.function (
  id text primary key,
  definition json not null,
  published_at timestamptz not null
);

-- Counts the changes of stepwell.function, so that a sender knows that it matches by what holds.
create table stepwell.functions_version (
  one_row boolean primary key default true check (one_row),
  version bigint not null
);
insert into stepwell.functions_version (version) values (1);
