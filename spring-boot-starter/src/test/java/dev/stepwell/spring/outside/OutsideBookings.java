package dev.stepwell.spring.outside;

import dev.stepwell.Function;

/** Functions outside the packages of the application. */
public class OutsideBookings {
  @Function(id = "book-outside", event = "spring/outside.wanted")
  String book(String code) {
    return code;
  }
}
