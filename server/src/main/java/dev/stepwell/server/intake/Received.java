package dev.stepwell.server.intake;

import dev.stepwell.server.http.MemoryBudget;
import dev.stepwell.server.http.Problem;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The received bytes of a body, within the limit and the request's share of the memory. */
final class Received {
  /** A byte of JSON is in memory as a byte, as a character, and in the objects of the runtime. */
  private static final int COPIES = 4;

  private final long largest;
  private final MemoryBudget.Share share;
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private @Nullable Problem refusal;
  private final AtomicLong count = new AtomicLong();
  private volatile boolean isTooLarge;

  Received(long largest, MemoryBudget.Share share) {
    this.largest = largest;
    this.share = share;
  }

  /** Adds bytes; drops them if they exceed the limit. */
  void add(byte[] buffer, int length) {
    if (count.addAndGet(length) > largest) {
      isTooLarge = true;
      return;
    }
    if (refusal == null) {
      keep(buffer, length);
    }
  }

  /** A body without room in memory is also read to its end; otherwise its sender would not see the response. */
  private void keep(byte[] buffer, int length) {
    try {
      share.grow((long) length * COPIES);
      bytes.write(buffer, 0, length);
    } catch (Problem problem) {
      refusal = problem;
      bytes = new ByteArrayOutputStream();
      share.close();
    }
  }

  /** Why the body was dropped; null if it was not, or is too large. */
  @Nullable
  Problem refusal() {
    return refusal;
  }

  long count() {
    return count.get();
  }

  boolean isTooLarge() {
    return isTooLarge;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
