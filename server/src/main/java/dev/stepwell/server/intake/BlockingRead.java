package dev.stepwell.server.intake;

import dev.stepwell.server.http.MemoryBudget;
import dev.stepwell.server.http.Problem;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a body on the thread of its request, if the container or a filter before the servlet does not support
 * asynchronous requests. It checks the time limit when bytes arrive; the container's own timeout ends idle connections.
 */
final class BlockingRead {
  private final BodyLimits limits;
  private final boolean known;
  private final Received received;

  BlockingRead(BodyLimits limits, boolean known, MemoryBudget.Share share) {
    this.limits = limits;
    this.known = known;
    this.received = new Received(limits.largest(known), share);
  }

  byte[] of(InputStream in) throws IOException {
    long since = System.nanoTime();
    byte[] buffer = new byte[8 * 1024];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      received.add(buffer, count);
      if (received.isTooLarge() && received.count() > BodyLimits.MAX_DROPPED) {
        throw Problem.tooLarge(limits.largest(known));
      }
      if (limits.isTooSlow(known, System.nanoTime() - since, 0, received.count())) {
        throw Problem.slow();
      }
    }
    if (received.isTooLarge()) {
      throw Problem.tooLarge(limits.largest(known));
    }
    Problem refusal = received.refusal();
    if (refusal != null) {
      throw refusal;
    }
    return received.bytes();
  }
}
