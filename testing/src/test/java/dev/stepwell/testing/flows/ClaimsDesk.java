package dev.stepwell.testing.flows;

import java.io.IOException;

/** The world of the flows, which a test stands in for. */
public interface ClaimsDesk {
  /** Reserves a room; returns the number of the reservation. */
  String reserve(String traveller, String city) throws IOException;

  /** Releases whatever is reserved. */
  void release(String traveller);
}
