-- The deaths of workers that held a run, since the run last parked or finished the step that was in progress; null for none. Written only
-- when a dead worker is buried, and read by the claim.
alter table stepwell.run
  add column worker_deaths int,
  add column died_at timestamptz,
  -- Whether the run was the only one that the last of these workers held.
  add column died_alone boolean;
