--liquibase formatted sql

--changeset bookings:1
create table booked_seat (code text primary key);
create table seat_note (code text);
