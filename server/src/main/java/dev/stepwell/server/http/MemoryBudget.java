package dev.stepwell.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/**
 * The memory that all requests together may hold, for bodies on their way in and payloads on their way out. A request that needs more
 * than is left is refused with 503. One that needs more than there is at all is served while no other holds any.
 */
public final class MemoryBudget {
  /** The part of the heap that requests may hold. */
  private static final int PART_OF_HEAP = 4;

  private final long total;
  private long used;

  /** A budget of so many bytes. */
  public MemoryBudget(long total) {
    this.total = total;
  }

  /** A quarter of the largest heap that this JVM may have. */
  public static MemoryBudget ofHeap() {
    return new MemoryBudget(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
  }

  /** An empty share for one request. */
  public Share share() {
    return new Share();
  }

  private synchronized boolean take(long bytes, boolean holdsAll) {
    if (!holdsAll && bytes > total - used) {
      return false;
    }
    used += bytes;
    return true;
  }

  private synchronized boolean isHeldBy(long bytes) {
    return used == bytes;
  }

  private synchronized void give(long bytes) {
    used -= bytes;
  }

  /** What one request holds. */
  public final class Share implements AutoCloseable {
    private static final String ATTRIBUTE = "dev.stepwell.server.share";

    private long held;

    private Share() {}

    /** The share of a request. */
    public static Share of(Exchange request) {
      return (Share) Objects.requireNonNull(request.req().getAttribute(ATTRIBUTE));
    }

    /** Remembers the share with its request. */
    public void keepIn(HttpServletRequest request) {
      request.setAttribute(ATTRIBUTE, this);
    }

    /**
     * Holds so many bytes, instead of as many as before.
     *
     * @throws Problem 503 if other requests hold the memory
     */
    public synchronized void resize(long bytes) {
      if (bytes > held) {
        grow(bytes - held);
      } else {
        give(held - bytes);
        held = bytes;
      }
    }

    /**
     * Takes more bytes.
     *
     * @throws Problem 503 if other requests hold the memory
     */
    public synchronized void grow(long bytes) {
      if (!take(bytes, isHeldBy(held))) {
        throw Problem.busy(
            "other requests hold the memory that requests may use: repeat this one in a moment", 1);
      }
      held += bytes;
    }

    /** Returns all bytes that this share holds. */
    @Override
    public synchronized void close() {
      give(held);
      held = 0;
    }
  }
}
