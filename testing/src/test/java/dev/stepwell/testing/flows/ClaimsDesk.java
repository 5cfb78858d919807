package dev.stepwell.testing.flows;

import java.io.IOException;

/** The external services of the flows, which a test replaces. */
public interface ClaimsDesk {
  /** Reserves a room, and returns the number of the reservation. */
  String reserve(String traveller, String city) throws IOException;

  /** Releases all reservations. */
  void release(String traveller);
}
