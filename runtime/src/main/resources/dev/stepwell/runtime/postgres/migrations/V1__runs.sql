-- The tables of events, runs and steps.
--
-- No foreign keys between them: each row is written together with what it points to, by statements that check it, and a check by the
-- database would cost a lookup for every row of the busiest tables. JSON is kept as json, not jsonb: it is written on the hot
-- path, read whole, and rarely searched.
--
-- Names and keys are compared byte by byte (collation C), whatever the language of the database: as fast as can be, in the order that Java has,
-- and by indexes that stay right when the system's rules of sorting change.

create table stepwell.event (
  id text collate "C" primary key,
  name text collate "C" not null,
  data json not null,
  time timestamptz not null,
  accepted_at timestamptz not null
);
-- For a wait that looks back, and for lists.
create index event_name on stepwell.event (name, accepted_at);
-- For letting go of old events: nearly free to keep, since events come in the order of their time.
create index event_accepted on stepwell.event using brin (accepted_at);

-- What of an event takes effect in a transaction of its own, once the event is stored or once its time has come.
create table stepwell.deferred (
  event_id text collate "C" primary key,
  effects text not null check (effects in ('wakes', 'cancels', 'all')),
  due_at timestamptz not null
);
create index deferred_due on stepwell.deferred (due_at);

create table stepwell.run (
  id uuid primary key,
  function_id text collate "C" not null,
  event_id text collate "C" not null,
  status text not null check (status in ('queued', 'running', 'waiting', 'completed', 'failed', 'cancelled')),
  -- The worker that executes the run. Its lease is one row of stepwell.worker, whatever the number of runs.
  worker_id uuid check ((worker_id is not null) = (status = 'running')),
  -- When the run is to be claimed; infinity if only an event or another run can wake it.
  due_at timestamptz check ((due_at is not null) = (status in ('queued', 'waiting'))),
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  output json,
  error json,
  cancelled_by text,
  -- The step that waits for the end of this run.
  caller_run_id uuid,
  caller_step_id text collate "C",
  -- The run that this one repeats.
  rerun_of uuid,
  -- Whether a wait of this run has ended while a worker held it, which did not see it: then it may not park.
  woken boolean not null default false
);
create index run_due on stepwell.run (function_id, due_at) where due_at is not null;
-- By its condition not for those who know the run's id and only ask who holds it: a worker that was busy has left many dead
-- entries here since the last vacuum.
create index run_worker on stepwell.run (worker_id) where status = 'running';
create index run_event on stepwell.run (event_id);
create index run_caller on stepwell.run (caller_run_id) where caller_run_id is not null;

create table stepwell.step (
  run_id uuid not null,
  id text collate "C" not null,
  kind text not null check (kind in ('step', 'sleep', 'wait', 'invoke', 'send')),
  status text not null check (status in ('completed', 'failed', 'retrying', 'waiting')),
  attempts int not null,
  result json,
  error json,
  due_at timestamptz,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  -- When the last attempt started; null if that was the first.
  last_attempt_at timestamptz,
  -- What went into it, for people to read; null unless it was recorded.
  input json,
  primary key (run_id, id)
);

-- Only attempts that failed: that of a completed step is the step's own row.
create table stepwell.failed_attempt (
  run_id uuid not null,
  step_id text collate "C" not null,
  attempt int not null,
  error json not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  -- Null if it was the last.
  next_due_at timestamptz,
  primary key (run_id, step_id, attempt)
);

-- Which event cancels which live run: both sides compute the same key from the matched fields.
create table stepwell.cancellation (
  event text collate "C" not null,
  key text collate "C" not null,
  run_id uuid not null,
  primary key (run_id, event, key)
);
create index cancellation_key on stepwell.cancellation using hash (key);

-- Which event ends which wait of a live run, by a key as above.
create table stepwell.wait (
  run_id uuid not null,
  step_id text collate "C" not null,
  event text collate "C" not null,
  key text collate "C" not null,
  primary key (run_id, step_id)
);
create index wait_key on stepwell.wait using hash (key);

-- The fields by which events of a name are waited for, so that senders can compute the keys. A shape is settled once all
-- transactions have ended that may have sent such an event without knowing of it: those before settles_at.
create table stepwell.wait_shape (
  event text collate "C" not null,
  fields text[] collate "C" not null,
  settles_at xid8,
  primary key (event, fields)
);

-- The runs that were started for an order, for as long as that keeps others from being started.
create table stepwell.idempotency (
  function_id text collate "C" not null,
  key text collate "C" not null,
  run_id uuid not null,
  expires_at timestamptz not null,
  primary key (function_id, key)
);
create index idempotency_expired on stepwell.idempotency (expires_at);

-- The clocks that start runs.
create table stepwell.schedule (
  function_id text collate "C" not null,
  expression text collate "C" not null,
  time_zone text collate "C" not null,
  next_at timestamptz not null,
  primary key (function_id, expression, time_zone)
);

-- A worker and its lease. Whoever takes the runs of a dead worker deletes this row first; whoever records outcomes holds it
-- first. So a worker that lost its lease cannot record.
create table stepwell.worker (
  id uuid primary key,
  -- The advisory lock that the worker's listening connection holds, by which a killed process is noticed before its lease ends.
  lock_key int generated always as identity,
  name text not null,
  -- The functions that it executes.
  functions text[] collate "C" not null,
  started_at timestamptz not null,
  heartbeat_at timestamptz not null,
  lease_until timestamptz not null
);

-- Where a worker writes, one group after the other. The last group that was committed tells whether a commit whose answer was lost
-- took place.
create table stepwell.lane (
  worker_id uuid not null references stepwell.worker on delete cascade,
  number int not null,
  last_group bigint not null default 0,
  primary key (worker_id, number)
);

create table stepwell.function (
  id text collate "C" primary key,
  -- What events are matched by.
  definition json not null,
  -- What only people want to know, which senders do not load.
  description json not null,
  published_at timestamptz not null,
  -- Since when its runs neither start nor go on; null unless it is paused.
  paused_at timestamptz
);

-- Counts the changes of stepwell.function and stepwell.wait_shape, so that a sender knows that it matches by what holds.
create table stepwell.functions_version (
  one_row boolean primary key default true check (one_row),
  version bigint not null
);
insert into stepwell.functions_version (version) values (1);
