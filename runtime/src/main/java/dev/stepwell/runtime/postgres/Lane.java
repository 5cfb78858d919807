package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.Health;
import dev.stepwell.runtime.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes collected writes as one transaction, while the next group collects, so that no write needs its own commit. One
 * thread writes; it survives all errors, and every write gets a result.
 */
final class Lane implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Lane.class);
  private static final long MAX_JOIN_MILLIS = 30_000;
  private static final long BETWEEN_RETRIES_MILLIS = 1_000;

  private final int number;
  private final WriteQueue queue = new WriteQueue();
  private final Answers answers;
  private final GroupWriter writer;
  private final Thread thread;
  private volatile boolean closed;

  /** Knows the worker whose writes these are. */
  interface Holder {
    /** The worker's id; null if there is none. */
    @Nullable
    UUID workerId();
  }

  /** What the lanes of a process share. */
  record Context(
      Holder holder, KeptConnections connections, Clock clock, StoredJson json, WriteRooms rooms) {}

  /** The lane of this number, with a thread that this process starts. */
  Lane(int number, Context context) {
    this.number = number;
    this.answers = new Answers(number, context.rooms());
    this.writer = new GroupWriter(number, context, queue, answers);
    this.thread = daemon(this::loop, "stepwell-writer-" + number);
    this.thread.start();
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Whether the lane can write. */
  Health.Part health() {
    boolean dead = !thread.isAlive() && !closed;
    String fault = dead ? "its thread has ended" : writer.fault();
    String name = "writer-" + number;
    return fault == null
        ? Health.Part.working(name, writer.waiting())
        : Health.Part.of(name, fault, dead);
  }

  /** Aborts a connection without a response, and releases an unused one. */
  void check() {
    writer.check();
  }

  /** Passes a write, which has reserved room. */
  void add(Write write) {
    queue.add(write);
    if (closed) {
      refuseAll();
    }
  }

  /** Writes what has gathered, if the database can be reached, and stops; what is left is refused. */
  @Override
  public void close() {
    closed = true;
    writer.tryOnceOnly();
    thread.interrupt();
    try {
      thread.join(MAX_JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    refuseAll();
    answers.close();
  }

  private void refuseAll() {
    answers.refuse(queue.removeAll(), new IllegalStateException("Stepwell is closed"));
  }

  private void loop() {
    List<Write> group = new ArrayList<>();
    while (!closed || !queue.isEmpty()) {
      try {
        queue.take(group, writer.hasPostponed() ? BETWEEN_RETRIES_MILLIS : 0);
        writer.write(group);
        writer.retryPostponed();
      } catch (RuntimeException | Error e) {
        drop(group, e);
      } finally {
        group.clear();
      }
    }
    writer.close();
  }

  /** The last resort: the lane continues, and no caller waits without end. */
  private void drop(List<Write> group, Throwable cause) {
    try {
      answers.refuse(group, new PostgresException("the write failed", cause));
      log.error("{} writes were dropped", group.size(), ErrorDetails.masked(cause));
    } catch (RuntimeException | Error e) {
      Answers.complete(() -> log.error("writes were dropped", ErrorDetails.masked(e)));
    }
  }
}
