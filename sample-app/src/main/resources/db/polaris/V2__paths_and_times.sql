-- An export can be cancelled. Projects and conversations know their times. Paths compare by their bytes, so that what a folder
-- holds is one range of the primary key (from 'folder/' to 'folder0', the character after the slash) and listing needs no sort.

alter table polaris.project
  drop constraint project_export_status_check,
  add constraint project_export_status_check
    check (export_status in ('idle', 'exporting', 'completed', 'failed', 'cancelled')),
  add column updated_at timestamptz not null default clock_timestamp();

alter table polaris.conversation
  add column created_at timestamptz not null default clock_timestamp();

alter table polaris.file
  alter column path type text collate "C";
