-- What the test under fire notes for itself: what it expects, what steps were executed, and what was written to the tables of
-- Stepwell that must not be.

create schema fire;

create table fire.expected (event_id text, sure boolean, function_id text, status text, output text);
create table fire.executed (run_id uuid, step_id text, worker text, recorded_before boolean, held boolean, at timestamptz);
-- The workers that have sent the runs of their own.
create table fire.ready (worker text);
create table fire.ledger (run_id uuid, step_id text, amount int);

-- The runs under a limit whose steps execute now, as the steps themselves say; and how many of other runs each step saw that
-- their workers still held.
create table fire.inside (run_id uuid primary key, lane text, worker text);
create table fire.counted (run_id uuid, lane text, others bigint, at timestamptz);

-- Slots of limits that were taken beyond their amounts.
create table fire.exceeded (limit_name text, key text, running int, at timestamptz);

create function fire.note_slots() returns trigger language plpgsql as $$
begin
  insert into fire.exceeded
  select new.limit_name, new.key, new.running, clock_timestamp() from stepwell.flow_limit f
  where f.name = new.limit_name and new.running > f.amount;
  return new;
end $$;

create trigger slots after insert or update on stepwell.limit_key for each row execute function fire.note_slots();

-- Changes of rows that had ended.
create table fire.changed (what text, id text, before text, after text, at timestamptz);

create function fire.note_change() returns trigger language plpgsql as $$
begin
  -- Slots are released after the run has ended.
  if tg_op = 'UPDATE' and to_jsonb(old) - 'run_slots' - 'slot_worker' = to_jsonb(new) - 'run_slots' - 'slot_worker' then
    return new;
  end if;
  insert into fire.changed values (
    tg_table_name, coalesce(to_jsonb(old) ->> 'run_id', '') || ' ' || old.id::text, to_jsonb(old)::text, to_jsonb(new)::text,
    clock_timestamp());
  return coalesce(new, old);
end $$;

create trigger changed before update or delete on stepwell.step
  for each row when (old.status in ('completed', 'failed')) execute function fire.note_change();
create trigger changed before update or delete on stepwell.run
  for each row when (old.status in ('completed', 'failed', 'cancelled')) execute function fire.note_change();

-- Which worker held a run when a step of it was recorded, and when each worker was taken for dead.
create table fire.recorded (run_id uuid, step_id text, status text, worker_id uuid, at timestamptz);
create table fire.buried (worker_id uuid, name text, at timestamptz);

create function fire.note_record() returns trigger language plpgsql as $$
begin
  insert into fire.recorded
  select new.run_id, new.id, new.status, worker_id, clock_timestamp() from stepwell.run where id = new.run_id;
  return new;
end $$;

create trigger recorded after insert or update on stepwell.step
  for each row when (new.kind = 'step') execute function fire.note_record();

create function fire.note_burial() returns trigger language plpgsql as $$
begin
  insert into fire.buried values (old.id, old.name, clock_timestamp());
  return old;
end $$;

create trigger buried before delete on stepwell.worker for each row execute function fire.note_burial();
