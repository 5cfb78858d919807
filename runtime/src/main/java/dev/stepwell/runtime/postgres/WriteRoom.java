package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.store.QueueFullException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The memory of writes that are not on disk yet, within a limit. A single write is admitted whatever its size. */
final class WriteRoom {
  private final WriteLimits limits;
  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean closed;

  WriteRoom(WriteLimits limits) {
    this.limits = limits;
  }

  /** Admits the write if the limits allow it. */
  void enter(Write write) {
    long size = write.bytes();
    int others = writes.getAndIncrement();
    long bytesOfOthers = bytes.getAndAdd(size);
    if (others > 0 && (others >= limits.writes() || bytesOfOthers + size > limits.bytes())) {
      leave(1, size);
      throw new QueueFullException("the event was rejected because " + others + " writes of about "
          + bytesOfOthers + " bytes already wait for the database: send it again later");
    }
  }

  /** Admits the write in any case. */
  void enterAnyway(Write write) {
    writes.incrementAndGet();
    bytes.addAndGet(write.bytes());
  }

  /** Removes this many writes of this total size, which are on disk or abandoned. */
  void leave(int count, long size) {
    if (count == 0) {
      return;
    }
    writes.addAndGet(-count);
    bytes.addAndGet(-size);
    if (waiting.get() > 0) {
      wake();
    }
  }

  private void wake() {
    lock.lock();
    try {
      left.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Blocks while the limits are reached; returns immediately after {@link #close}. */
  void await() {
    if (!isFull()) {
      return;
    }
    lock.lock();
    waiting.incrementAndGet();
    try {
      while (isFull() && !closed) {
        left.awaitUninterruptibly();
      }
    } finally {
      waiting.decrementAndGet();
      lock.unlock();
    }
  }

  private boolean isFull() {
    return writes.get() >= limits.writes() || bytes.get() >= limits.bytes();
  }

  /** Releases all blocked callers. */
  void close() {
    closed = true;
    wake();
  }
}
