package dev.stepwell.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/**
 * The memory that all requests together may use, for bodies and payloads. A request that needs more than is free is
 * rejected with 503. One that needs more than the total is served alone.
 */
public final class MemoryBudget {
  /** The fraction of the heap for requests. */
  private static final int PART_OF_HEAP = 4;

  private final long total;
  private long used;

  /** A budget of this many bytes. */
  public MemoryBudget(long total) {
    this.total = total;
  }

  /** A quarter of the maximum heap of this JVM. */
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

  /** The memory of one request. */
  public final class Share implements AutoCloseable {
    private static final String ATTRIBUTE = "dev.stepwell.server.share";

    private long held;

    private Share() {}

    /** The share of a request. */
    public static Share of(Exchange request) {
      return (Share) Objects.requireNonNull(request.req().getAttribute(ATTRIBUTE));
    }

    /**
     * A share of its own for the response of a request: it takes over up to this many bytes of the request's share, and
     * the others are released.
     */
    static Share ofResponse(HttpServletRequest request, long bytes) {
      return request.getAttribute(ATTRIBUTE) instanceof Share share
          ? share.handedOver(bytes)
          : new MemoryBudget(0).share();
    }

    private synchronized Share handedOver(long bytes) {
      Share other = share();
      other.held = Math.min(held, bytes);
      give(held - other.held);
      held = 0;
      return other;
    }

    /** Stores the share in its request. */
    public void keepIn(HttpServletRequest request) {
      request.setAttribute(ATTRIBUTE, this);
    }

    /**
     * Sets the number of bytes.
     *
     * @throws Problem 503 if other requests use the memory
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
     * @throws Problem 503 if other requests use the memory
     */
    public synchronized void grow(long bytes) {
      if (!take(bytes, isHeldBy(held))) {
        throw Problem.busy(
            "other requests hold the memory that requests may use: repeat this one in a moment", 1);
      }
      held += bytes;
    }

    /** Releases all bytes of this share. */
    @Override
    public synchronized void close() {
      give(held);
      held = 0;
    }
  }
}
