package dev.stepwell.spring.app;

import org.springframework.data.jpa.repository.JpaRepository;

/** A repository of the application. */
public interface BookedSeats extends JpaRepository<BookedSeat, String> {}
