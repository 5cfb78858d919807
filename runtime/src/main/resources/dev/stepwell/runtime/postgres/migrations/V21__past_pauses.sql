-- Pauses of functions that are over. The time of a pause does not count for the timeouts of runs.
create table stepwell.past_pause (
  function_id text collate "C" not null,
  paused_at timestamptz not null,
  resumed_at timestamptz not null
);
create index past_pause_function on stepwell.past_pause (function_id, resumed_at);
