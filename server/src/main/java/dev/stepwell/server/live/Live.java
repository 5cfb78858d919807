package dev.stepwell.server.live;

import dev.stepwell.server.http.Exchange;
import dev.stepwell.server.http.MemoryBudget;
import dev.stepwell.server.http.Problem;
import dev.stepwell.server.http.Viewer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Open responses that stream changes until their readers disconnect. */
final class Live implements AutoCloseable {
  private static final Duration REST = Duration.ofMillis(400);

  /** The maximum number of open responses: each holds a thread. */
  static final int MAX_READERS = 128;

  /** The maximum number of open responses per viewer. */
  static final int MAX_PER_VIEWER = 32;

  /** The maximum number of concurrent looks: many views must not take the connections that requests need. */
  private static final int MAX_LOOKS = 4;

  private final MemoryBudget budget;
  private final Semaphore looks = new Semaphore(MAX_LOOKS, true);
  private final Map<String, Shared> watches = new HashMap<>();
  private final Map<String, Integer> readersOf = new HashMap<>();
  private int readers;

  Live(MemoryBudget budget) {
    this.budget = budget;
  }

  /** A watch, and the number of its readers. */
  private static final class Shared {
    final Watch watch;
    int readers;

    Shared(Watch watch) {
      this.watch = watch;
    }
  }

  /**
   * A question.
   *
   * @param text the question as text; readers with the same text share its queries
   */
  record Question(String text, Watch.Source source) {}

  /** Answers a question until the reader disconnects. */
  void answer(Exchange request, Question question) {
    answer(
        request,
        List.of(question),
        (stream, watches) -> stream.tell(watches.get(0), request.header("Last-Event-ID")));
  }

  /** Answers several questions at once, until the reader disconnects. */
  void answerAll(Exchange request, List<Question> questions) {
    answer(request, questions, EventStream::tell);
  }

  /** Streams the watches. */
  @FunctionalInterface
  private interface Telling {
    void tell(EventStream stream, List<Watch> watches) throws IOException, InterruptedException;
  }

  private void answer(Exchange request, List<Question> questions, Telling telling) {
    if (request.isHead()) {
      request.contentType(EventStream.TYPE);
      return;
    }
    Viewer viewer = Viewer.of(request);
    List<Watch> watches = enter(questions, viewer);
    try {
      telling.tell(EventStream.of(request.res(), viewer), watches);
    } catch (IOException e) {
      // the reader has disconnected, which is how these responses end
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      leave(questions, viewer);
    }
  }

  private synchronized List<Watch> enter(List<Question> questions, Viewer viewer) {
    if (readersOf.getOrDefault(viewer.key(), 0) == MAX_PER_VIEWER) {
      throw Problem.busy("you have " + MAX_PER_VIEWER + " live views open: close some", 5);
    } else if (readers == MAX_READERS) {
      throw Problem.busy(MAX_READERS + " live views are open, which is the maximum: close some", 5);
    }
    List<Watch> entered = new ArrayList<>(questions.size());
    try {
      questions.forEach(question -> entered.add(watch(question)));
    } catch (RuntimeException | Error noThread) {
      questions.subList(0, entered.size()).forEach(question -> release(question.text()));
      throw noThread;
    }
    readersOf.merge(viewer.key(), 1, Integer::sum);
    readers++;
    return entered;
  }

  private Watch watch(Question question) {
    Shared shared = watches.computeIfAbsent(
        question.text(), text -> new Shared(Watch.start(question.source(), budget, looks, REST)));
    shared.readers++;
    return shared.watch;
  }

  private synchronized void leave(List<Question> questions, Viewer viewer) {
    readers--;
    readersOf.computeIfPresent(viewer.key(), (key, count) -> count == 1 ? null : count - 1);
    questions.forEach(question -> release(question.text()));
  }

  private void release(String question) {
    Shared shared = watches.get(question);
    if (shared != null && --shared.readers == 0) {
      shared.watch.close();
      watches.remove(question);
    }
  }

  /** Ends all responses. */
  @Override
  public synchronized void close() {
    watches.values().forEach(shared -> shared.watch.close());
  }
}
