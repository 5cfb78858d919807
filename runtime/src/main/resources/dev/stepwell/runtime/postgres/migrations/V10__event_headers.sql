-- What accompanies an event, a JSON object of strings; null for nothing.
alter table stepwell.event add column headers json;
