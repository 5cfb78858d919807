-- Whether the worker holds the advisory lock of lock_key for as long as it lives, so that others see its end. Not behind a pooler that
-- lends sessions by the transaction: there only the lease tells.
alter table stepwell.worker add column shows_life boolean not null default false;

-- How long the data is, so that a claim is limited by it without reading it. Null in rows of older versions.
alter table stepwell.event add column data_bytes int;
