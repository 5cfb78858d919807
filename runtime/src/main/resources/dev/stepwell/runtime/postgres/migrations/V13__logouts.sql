-- Sessions of the dashboard that were logged out. A row is deleted by a later logout once the session would have ended by itself.
create table stepwell.logout (
  session_id text collate "C" primary key,
  until timestamptz not null
);
