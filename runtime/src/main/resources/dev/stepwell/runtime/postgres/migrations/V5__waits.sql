-- Waits take the oldest event by stored keys (ADR 30).

-- Breaks ties between events that were accepted at the same microsecond, and orders scheduled events and those that cancel them.
create sequence stepwell.event_position;
-- As an identity column, which needs no right on its sequence. Nobody gets at it without the right to use the schema.
grant usage on sequence stepwell.event_position to public;

-- The keys of the events for which waits may look, and of those that may cancel a scheduled event.
create table stepwell.event_key (
  event_id text collate "C" not null,
  event text collate "C" not null,
  key text collate "C" not null,
  -- Indexed in place of the key, which may be longer than an index takes.
  key_hash bigint not null generated always as (hashtextextended(key, 0)) stored,
  -- When the event was accepted; of a scheduled event, when it fired.
  accepted_at timestamptz not null,
  position bigint not null default nextval('stepwell.event_position'),
  -- The transaction of the caller in which the event was sent, which may commit long after accepted_at; else null.
  caller_xid xid8,
  primary key (event_id, key_hash)
);
create index event_key_order on stepwell.event_key (event, key_hash, accepted_at, position);
create index event_key_caller on stepwell.event_key (event, key_hash, caller_xid) where caller_xid is not null;

-- The events that waits of live runs have taken.
create table stepwell.taken_event (
  run_id uuid not null,
  event_id text collate "C" not null,
  step_id text collate "C" not null,
  -- The highest number of a wait of the run when the event was taken. Waits with higher numbers began later.
  last_number bigint not null,
  primary key (run_id, event_id, step_id)
);

alter table stepwell.wait
  -- The order in which waits began.
  add column number bigint generated always as identity,
  -- When the run first arrived at the wait.
  add column arrived_at timestamptz not null default now(),
  -- From when on an event counts.
  add column since timestamptz not null default now(),
  add column until timestamptz not null default 'infinity',
  -- What was committed when the wait began.
  add column snapshot pg_snapshot not null default pg_current_snapshot(),
  -- The fields of its shape while that has not settled; else null.
  add column unsettled text[] collate "C";
update stepwell.wait w set arrived_at = s.started_at, since = s.started_at, until = coalesce(s.due_at, 'infinity')
from stepwell.step s where s.run_id = w.run_id and s.id = w.step_id;

alter table stepwell.wait_shape
  add column added_at timestamptz not null default now(),
  -- Whether all transactions have ended that may have sent an event without knowing the shape.
  add column settled boolean not null default false,
  -- From when on all events have keys of this shape.
  add column keyed_since timestamptz not null default 'infinity',
  -- From when on waits need keys.
  add column wanted_since timestamptz not null default now(),
  -- When to look again whether the shape has settled; null once it has and all wanted keys are stored.
  add column check_at timestamptz;
update stepwell.wait_shape set settles_at = null, check_at = now();
create index wait_shape_check on stepwell.wait_shape (check_at) where check_at is not null;

alter table stepwell.deferred
  -- Where a scheduled event stands among those that may cancel it; null of all others.
  add column position bigint;
create index deferred_scheduled on stepwell.deferred (event_id) where effects = 'all';
