package dev.stepwell.server.live;

import dev.stepwell.server.http.MemoryBudget;
import dev.stepwell.server.http.Problem;
import dev.stepwell.server.http.Viewer;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Answers that stay open and tell what changes, for as long as their readers stay. */
final class Live implements AutoCloseable {
  private static final Duration REST = Duration.ofMillis(400);

  /** How many answers may be open at once: each holds a thread. */
  static final int MAX_READERS = 128;

  /** How many of them one viewer may have open. */
  static final int MAX_PER_VIEWER = 32;

  private final MemoryBudget budget;
  private final Map<String, Shared> watches = new HashMap<>();
  private final Map<String, Integer> readersOf = new HashMap<>();
  private int readers;

  Live(MemoryBudget budget) {
    this.budget = budget;
  }

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
    Viewer viewer = Viewer.of(request);
    Watch watch = enter(question, viewer, source);
    try {
      EventStream.of(request.res(), watch, viewer).tell(request.header("Last-Event-ID"));
    } catch (IOException e) {
      // the reader has left, which is how these answers end
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      leave(question, viewer);
    }
  }

  private synchronized Watch enter(String question, Viewer viewer, Watch.Source source) {
    if (readersOf.getOrDefault(viewer.key(), 0) == MAX_PER_VIEWER) {
      throw Problem.busy("you have " + MAX_PER_VIEWER + " live views open: close some", 5);
    } else if (readers == MAX_READERS) {
      throw Problem.busy(
          MAX_READERS + " live views are open, and there may be no more: close some", 5);
    }
    readersOf.merge(viewer.key(), 1, Integer::sum);
    readers++;
    Shared shared =
        watches.computeIfAbsent(question, key -> new Shared(Watch.start(source, budget, REST)));
    shared.readers++;
    return shared.watch;
  }

  private synchronized void leave(String question, Viewer viewer) {
    readers--;
    readersOf.computeIfPresent(viewer.key(), (key, count) -> count == 1 ? null : count - 1);
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
