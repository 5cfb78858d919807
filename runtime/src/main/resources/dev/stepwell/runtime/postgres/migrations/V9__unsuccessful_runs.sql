-- For lists of failed and cancelled runs, however many others are newer. A run that starts, continues or completes writes nothing here.
create index run_unsuccessful on stepwell.run (id) where status in ('failed', 'cancelled');
