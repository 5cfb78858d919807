-- Polaris's own data: projects with their files, conversations with their messages.

create table polaris.project (
  id text primary key,
  name text not null,
  import_status text not null default 'idle' check (import_status in ('idle', 'importing', 'completed', 'failed')),
  export_status text not null default 'idle' check (export_status in ('idle', 'exporting', 'completed', 'failed')),
  export_url text
);

create table polaris.file (
  project_id text not null references polaris.project on delete cascade,
  path text not null,
  kind text not null check (kind in ('folder', 'file', 'executable', 'symlink', 'submodule')),
  content bytea not null default ''::bytea,
  primary key (project_id, path)
);

create table polaris.conversation (
  id text primary key,
  project_id text not null references polaris.project on delete cascade,
  title text
);

create table polaris.message (
  id text primary key,
  conversation_id text not null references polaris.conversation on delete cascade,
  role text not null check (role in ('user', 'assistant')),
  content text not null,
  status text not null check (status in ('processing', 'completed', 'cancelled', 'failed')),
  created_at timestamptz not null default clock_timestamp()
);
create index message_conversation on polaris.message (conversation_id, created_at);
