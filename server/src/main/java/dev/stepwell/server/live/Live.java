package dev.stepwell.server.live;

import dev.stepwell.server.http.Problem;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Answers that stay open and tell what changes, for as long as their readers stay. */
final class Live implements AutoCloseable {
  private static final Duration REST = Duration.ofMillis(400);

  /** How many answers may be open at once: each holds a thread. */
  static final int MOST_READERS = 64;

  private final Map<String, Shared> watches = new HashMap<>();
  private int readers;

  /** A watch, and how many read it. */
  private static final class Shared {
    final Watch watch;
    int readers;

    Shared(Watch watch) {
      this.watch = watch;
    }
  }

  /**
   * Answers for as long as the reader stays.
   *
   * @param question what is asked; whoever asks the same shares the looks
   */
  void answer(Context request, String question, Watch.Source source) {
    Watch watch = enter(question, source);
    try {
      EventStream.of(request.res(), watch).tell(request.header("Last-Event-ID"));
    } catch (IOException e) {
      // the reader has left, which is how these answers end
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      leave(question);
    }
  }

  private synchronized Watch enter(String question, Watch.Source source) {
    if (readers == MOST_READERS) {
      throw new Problem(
          503,
          "Service Unavailable",
          MOST_READERS + " live views are open, and there may be no more: close some");
    }
    readers++;
    Shared shared = watches.computeIfAbsent(question, key -> new Shared(Watch.start(source, REST)));
    shared.readers++;
    return shared.watch;
  }

  private synchronized void leave(String question) {
    readers--;
    Shared shared = watches.get(question);
    if (shared != null && --shared.readers == 0) {
      shared.watch.close();
      watches.remove(question);
    }
  }

  /** Ends all answers. */
  @Override
  public synchronized void close() {
    watches.values().forEach(shared -> shared.watch.close());
  }
}
