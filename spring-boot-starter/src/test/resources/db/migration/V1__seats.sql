create table booked_seat (code text primary key);
create table seat_note (code text);
