package dev.stepwell.spring.app;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity of the application. */
@Entity
public class BookedSeat {
  @Id
  private String code;

  protected BookedSeat() {}

  public BookedSeat(String code) {
    this.code = code;
  }

  public String getCode() {
    return code;
  }
}
