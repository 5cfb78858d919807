package dev.stepwell.server.live;

import dev.stepwell.server.http.HttpJson;
import dev.stepwell.server.http.Viewer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What watches see, as server-sent events (WHATWG HTML, section 9.2): a {@code snapshot} of all items; then {@code changed} and
 * {@code gone}. Whoever comes back with the last id that it was told is told what it has missed, or all anew. {@code trouble} says
 * that the database does not answer.
 */
final class EventStream {
  /** That a reader has left is seen when something is written to it. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  /** How long one of several watches is waited for before the others are asked. */
  private static final Duration ROUND = Duration.ofMillis(200);

  /** Then a reader has to come back, which browsers do by themselves. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final OutputStream out;
  private final Viewer viewer;

  private EventStream(OutputStream out, Viewer viewer) {
    this.out = out;
    this.viewer = viewer;
  }

  static EventStream of(HttpServletResponse response, Viewer viewer) throws IOException {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    return new EventStream(response.getOutputStream(), viewer);
  }

  /**
   * Tells what one watch sees, until it is closed, the viewer's session has ended, or the answer has been open for long.
   *
   * @param lastId the last id that the reader was told; null if it has not been here before
   */
  void tell(Watch watch, @Nullable String lastId) throws IOException, InterruptedException {
    Told told = new Told(watch, "", known(watch, lastId));
    write("retry: 1000\n\n");
    for (long until = System.nanoTime() + LONGEST.toNanos(); isOpen(until); write(":\n\n")) {
      if (!tellNews(told, HEARTBEAT)) {
        return;
      }
    }
  }

  /**
   * Tells what several watches see, each with its number before the names of its events; and each time how old the oldest look is, in
   * milliseconds, as {@code beat}: a reader that hears no beat knows that it sees the past.
   */
  void tell(List<Watch> watches) throws IOException, InterruptedException {
    List<Told> all = new ArrayList<>();
    watches.forEach(watch -> all.add(new Told(watch, all.size() + "-", null)));
    write("retry: 1000\n\n");
    long beat = System.nanoTime();
    for (long until = System.nanoTime() + LONGEST.toNanos(); isOpen(until); ) {
      Duration wait = ROUND;
      for (Told told : all) {
        if (!tellNews(told, wait)) {
          return;
        }
        wait = Duration.ZERO;
      }
      if (System.nanoTime() - beat >= 0) {
        beat = System.nanoTime() + HEARTBEAT.toNanos();
        long age = watches.stream().mapToLong(Watch::ageMillis).max().orElse(0);
        write(event("beat", "", Long.toString(age)));
      }
    }
  }

  private boolean isOpen(long until) {
    return System.nanoTime() < until && viewer.mayStay().getAsBoolean();
  }

  /** What the reader was told of a watch. */
  private static final class Told {
    final Watch watch;
    final String prefix;

    @Nullable
    Long since;

    @Nullable
    String trouble;

    Told(Watch watch, String prefix, @Nullable Long since) {
      this.watch = watch;
      this.prefix = prefix;
      this.since = since;
    }
  }

  /** Tells what is new within a time; false if the watch is closed. */
  private boolean tellNews(Told told, Duration atMost) throws IOException, InterruptedException {
    News news = told.watch.next(told.since, told.trouble, atMost);
    if (news == null) {
      return false;
    }
    if (news.trouble() != null && !news.trouble().equals(told.trouble)) {
      write(event(told.prefix + "trouble", "", HttpJson.write(news.trouble())));
    }
    if (news.items() != null) {
      writeSnapshot(told, told.watch.id() + ":" + news.number(), news.items().values());
    }
    for (Change change : news.changes()) {
      write(event(told.prefix, change, told.watch.id() + ":" + change.number()));
    }
    told.since = news.number();
    told.trouble = news.trouble();
    return true;
  }

  /** The last change of this watch that the reader knows; null if it knows none. */
  private static @Nullable Long known(Watch watch, @Nullable String lastId) {
    if (lastId == null || !lastId.startsWith(watch.id() + ":")) {
      return null;
    }
    try {
      return Long.parseLong(lastId.substring(watch.id().length() + 1));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Item by item: all items as one text would be held once more. */
  private void writeSnapshot(Told told, String id, Collection<String> items) throws IOException {
    String before = "id: " + id + "\nevent: " + told.prefix + "snapshot\ndata: [";
    for (String item : items) {
      out.write((before + item).getBytes(StandardCharsets.UTF_8));
      before = ",";
    }
    write((items.isEmpty() ? before : "") + "]\n\n");
  }

  private static String event(String prefix, Change change, String id) {
    return change.kind() == Change.Kind.CHANGED
        ? event(prefix + "changed", id, change.json())
        : event(prefix + "gone", id, HttpJson.write(change.item()));
  }

  /** JSON has no line breaks of its own, so each event is one line of data. */
  private static String event(String name, String id, String json) {
    return (id.isEmpty() ? "" : "id: " + id + "\n") + "event: " + name + "\ndata: " + json + "\n\n";
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
