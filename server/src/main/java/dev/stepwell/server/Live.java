package dev.stepwell.server;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers that stay open and tell what changes, as server-sent events (WHATWG HTML, section 9.2). Each begins with a {@code snapshot}
 * of all items; then come {@code changed} and {@code gone}. Whoever comes back with the last id that it was told is told what it has
 * missed, or all anew. {@code trouble} says that the database does not answer.
 */
final class Live implements AutoCloseable {
  private static final Duration REST = Duration.ofMillis(400);

  /** That a reader has left is seen when something is written to it. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(3);

  /** Then a reader has to come back, which browsers do by themselves. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

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
      HttpServletResponse response = request.res();
      response.setContentType("text/event-stream");
      response.setCharacterEncoding("UTF-8");
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("X-Accel-Buffering", "no");
      stream(response.getOutputStream(), watch, known(request.header("Last-Event-ID"), watch));
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

  /** The last change of this watch that the reader knows; null if it knows none. */
  private static @Nullable Long known(@Nullable String lastId, Watch watch) {
    if (lastId == null || !lastId.startsWith(watch.id() + ":")) {
      return null;
    }
    try {
      return Long.parseLong(lastId.substring(watch.id().length() + 1));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static void stream(OutputStream out, Watch watch, @Nullable Long known)
      throws IOException, InterruptedException {
    Long since = known;
    String told = null;
    long until = System.nanoTime() + LONGEST.toNanos();
    write(out, "retry: 1000\n\n");
    for (Watch.News news = watch.next(since, told, HEARTBEAT);
        news != null && System.nanoTime() < until;
        news = watch.next(since, told, HEARTBEAT)) {
      if (news.trouble() != null && !news.trouble().equals(told)) {
        write(out, event("trouble", "", Json.write(news.trouble())));
      }
      if (news.items() != null) {
        write(out, event("snapshot", watch.id() + ":" + news.number(), array(news.items())));
      }
      for (Watch.Change change : news.changes()) {
        write(out, event(change, watch.id() + ":" + change.number()));
      }
      write(out, ":\n\n");
      since = news.number();
      told = news.trouble();
    }
  }

  private static String array(Map<String, String> items) {
    return "[" + String.join(",", items.values()) + "]";
  }

  private static String event(Watch.Change change, String id) {
    return change.kind() == Watch.Kind.CHANGED
        ? event("changed", id, change.json())
        : event("gone", id, Json.write(change.item()));
  }

  /** JSON has no line breaks of its own, so each event is one line of data. */
  private static String event(String name, String id, String json) {
    return (id.isEmpty() ? "" : "id: " + id + "\n") + "event: " + name + "\ndata: " + json + "\n\n";
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Ends all answers. */
  @Override
  public synchronized void close() {
    watches.values().forEach(shared -> shared.watch.close());
  }
}
