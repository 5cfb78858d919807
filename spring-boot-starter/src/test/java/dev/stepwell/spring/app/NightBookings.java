package dev.stepwell.spring.app;

import dev.stepwell.Function;
import org.springframework.context.annotation.Profile;

/** Functions that exist only in a profile. */
@Profile("night")
public class NightBookings {
  @Function(id = "book-at-night", event = "spring/night.fell")
  String book(String code) {
    return code;
  }
}
