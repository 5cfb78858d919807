package dev.stepwell.spring.app;

import dev.stepwell.runtime.EventSender;
import dev.stepwell.runtime.model.Sent;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A service that sends, and that the functions use. */
@Service
public class BookingService {
  private final BookedSeats seats;
  private final JdbcTemplate jdbc;
  private final EventSender sender;

  public BookingService(BookedSeats seats, JdbcTemplate jdbc, EventSender sender) {
    this.seats = seats;
    this.jdbc = jdbc;
    this.sender = sender;
  }

  /** By JPA and by JDBC, in the transaction that is there. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void save(String code) {
    seats.save(new BookedSeat(code));
    jdbc.update("insert into seat_note (code) values (?)", code);
  }

  @Transactional
  public Sent order(String code, boolean fails) {
    seats.save(new BookedSeat("ordered-" + code));
    Sent sent = sender.send(new SpringBookingWanted(code, 0));
    if (fails) {
      throw new IllegalStateException("the order is refused");
    }
    return sent;
  }

  @Transactional
  public AtomicReference<Sent> orderAfterCommit(String code) {
    AtomicReference<Sent> sent = new AtomicReference<>();
    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
      @Override
      public void afterCommit() {
        sent.set(sender.send(new SpringBookingWanted(code, 0)));
      }
    });
    return sent;
  }

  @Transactional(readOnly = true)
  public Sent orderReadOnly(String code) {
    return sender.send(new SpringBookingWanted(code, 0));
  }

  public Sent orderWithoutTransaction(String code) {
    return sender.send(new SpringBookingWanted(code, 0));
  }

  public long count(String code) {
    return seats.findAllById(java.util.List.of(code)).size()
        + jdbc.queryForObject("select count(*) from seat_note where code = ?", Long.class, code);
  }
}
