package dev.stepwell.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/**
 * The memory that all requests together may use, for bodies and payloads. A request that needs more than is free is
 * rejected with 503. One that needs more than the total is served alone, beside views that stay open.
 */
public final class MemoryBudget {
  /** The fraction of the heap for requests. */
  private static final int PART_OF_HEAP = 4;

  private final long total;
  private long used;
  private long standing;

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
    return new Share(false);
  }

  /** An empty share for a view that stays open. */
  public Share standingShare() {
    return new Share(true);
  }

  private synchronized boolean take(long bytes, Share share) {
    boolean isAlone = share.held == (share.stands ? used : used - standing);
    if (!isAlone && bytes > total - used) {
      return false;
    }
    give(-bytes, share);
    return true;
  }

  private synchronized void give(long bytes, Share share) {
    used -= bytes;
    if (share.stands) {
      standing -= bytes;
    }
  }

  /** The memory of one request. */
  public final class Share implements AutoCloseable {
    private static final String ATTRIBUTE = "dev.stepwell.server.share";

    private final boolean stands;
    private long held;

    private Share(boolean stands) {
      this.stands = stands;
    }

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
      give(held - other.held, this);
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
        give(held - bytes, this);
        held = bytes;
      }
    }

    /**
     * Takes more bytes.
     *
     * @throws Problem 503 if other requests use the memory
     */
    public synchronized void grow(long bytes) {
      if (!take(bytes, this)) {
        throw Problem.busy(
            "other requests use all the memory that requests may use: retry in a moment", 1);
      }
      held += bytes;
    }

    /** Releases all bytes of this share. */
    @Override
    public synchronized void close() {
      give(held, this);
      held = 0;
    }
  }
}
