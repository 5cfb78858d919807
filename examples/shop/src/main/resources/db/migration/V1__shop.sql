create table purchase (
  id text primary key,
  article text not null,
  quantity integer not null,
  status text not null
);
create table stock (article text primary key, available integer not null);
insert into stock values ('teapot', 10), ('anvil', 3);
