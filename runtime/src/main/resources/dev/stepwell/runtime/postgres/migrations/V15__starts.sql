-- What is decided of a run in the transaction of its sender (ADR 78).

-- Not validated: all rows that there are fit the old constraint, and to look at them would block the table.
alter table stepwell.run drop constraint run_status_check;
alter table stepwell.run add constraint run_status_check
  check (status in ('queued', 'running', 'waiting', 'completed', 'failed', 'cancelled', 'skipped')) not valid;
-- Whether a rule on starts keeps a row about the run, to be updated when the run first starts or ends; else null.
alter table stepwell.run add column ruled boolean;
-- By how many seconds the run counts as older than it is; due_at is so much earlier while it is queued. Null for 0.
alter table stepwell.run add column head_start int;
-- Queued runs that count as younger than they are: due already, and claimed last.
create index run_yielding on stepwell.run (function_id, due_at) where status = 'queued' and head_start < 0;

-- Why a run was skipped. Also serves lists of skipped runs.
create table stepwell.skipped_run (
  run_id uuid primary key,
  rule text not null check (rule in ('rate_limit', 'singleton', 'max_waiting')),
  -- The value of the rule's key, as a JSON array.
  key text collate "C" not null,
  -- The run that took its place; null if none did.
  successor uuid
);

-- How many runs a rate limit has accepted of each key. The row is locked while its sender decides.
create table stepwell.rate_limit (
  function_id text collate "C" not null,
  key text collate "C" not null,
  accepted bigint not null,
  -- When the last one was accepted; never before the one before it, whatever the clocks of senders show.
  last_at timestamptz not null,
  -- From when on the row says nothing.
  expires_at timestamptz not null,
  primary key (function_id, key)
);
create index rate_limit_expired on stepwell.rate_limit (expires_at);

-- The last runs that a rate limit has accepted: as many as the limit allows in a period.
create table stepwell.rate_limit_start (
  function_id text collate "C" not null,
  key text collate "C" not null,
  -- The first accepted run has number 1.
  number bigint not null,
  accepted_at timestamptz not null,
  primary key (function_id, key, number)
);

-- The live runs of each key of singletons. The row is locked while its sender decides, and never by who ends a run.
create table stepwell.singleton (
  function_id text collate "C" not null,
  key text collate "C" not null,
  run_id uuid not null,
  -- The run that starts when that one has ended; null if none waits.
  next_run_id uuid,
  -- Whether run_id is to be cancelled for next_run_id.
  cancelling boolean not null default false,
  primary key (function_id, key)
);
create index singleton_run on stepwell.singleton (run_id);
create index singleton_next on stepwell.singleton (next_run_id) where next_run_id is not null;

-- Runs of singletons that have ended, or are to be cancelled for another. Whoever settles them looks at their singleton.
-- Without a unique key on the run, so that inserts wait for no other transaction.
create table stepwell.singleton_change (
  number bigint primary key generated always as identity,
  run_id uuid not null,
  due_at timestamptz not null
);
create index singleton_change_due on stepwell.singleton_change (due_at);

-- Cancelled runs of singletons that their worker may still be executing. Their successors do not start before it has stopped.
create table stepwell.stopping_run (
  run_id uuid primary key,
  worker_id uuid not null references stepwell.worker on delete cascade
);
create index stopping_run_worker on stepwell.stopping_run (worker_id);

-- How many runs wait for their first attempt, of each key of a bound on the backlog. The row is locked while a sender decides.
create table stepwell.backlog (
  function_id text collate "C" not null,
  key text collate "C" not null,
  -- Less what stands in stepwell.backlog_change.
  waiting bigint not null,
  primary key (function_id, key)
);

-- The runs that wait for their first attempt and count, in the order in which they were created.
create table stepwell.waiting_run (
  run_id uuid primary key,
  function_id text collate "C" not null,
  key text collate "C" not null,
  number bigint not null generated always as identity
);
create index waiting_run_order on stepwell.waiting_run (function_id, key, number);

-- How many runs wait no longer. The next sender subtracts them: claims and cancellations wait for no sender.
create table stepwell.backlog_change (
  function_id text collate "C" not null,
  key text collate "C" not null,
  count bigint not null
);
create index backlog_change_key on stepwell.backlog_change (function_id, key);

-- The run of each key that waits for the last of several events. The row is locked while a sender decides.
create table stepwell.debounce (
  function_id text collate "C" not null,
  key text collate "C" not null,
  run_id uuid not null,
  -- When the first of its events was accepted.
  first_at timestamptz not null,
  -- The time of the event that the run gets, as its sender says.
  event_time timestamptz not null,
  primary key (function_id, key)
);
create index debounce_run on stepwell.debounce (run_id);

-- The run of each key that gathers events. The row is locked while a sender decides.
create table stepwell.batch (
  function_id text collate "C" not null,
  key text collate "C" not null,
  run_id uuid not null,
  -- When its first event was accepted; infinity if no run gathers events now.
  first_at timestamptz not null,
  size int not null,
  bytes bigint not null,
  primary key (function_id, key)
);
create index batch_run on stepwell.batch (run_id);

-- The events of runs that have several, in the order of their arrival.
create table stepwell.gathered_event (
  run_id uuid not null,
  number bigint not null generated always as identity,
  event_id text collate "C" not null,
  primary key (run_id, number)
);
create index gathered_event_event on stepwell.gathered_event (event_id);
