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
 * Writes the changes of watches as server-sent events (WHATWG HTML, section 9.2): a {@code snapshot} of all items; then
 * {@code changed} and {@code gone}. A reader that reconnects with its last id gets the changes since then, or a new
 * snapshot. {@code trouble} reports why there is nothing new, in words, and null when that is over.
 */
final class EventStream {
  static final String TYPE = "text/event-stream";

  /** A disconnected reader is detected when something is written to it. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  /** How long to wait for one of several watches before polling the others. */
  private static final Duration ROUND = Duration.ofMillis(200);

  /** After this time the stream ends, and browsers reconnect. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final OutputStream out;
  private final Viewer viewer;

  private EventStream(OutputStream out, Viewer viewer) {
    this.out = out;
    this.viewer = viewer;
  }

  static EventStream of(HttpServletResponse response, Viewer viewer) throws IOException {
    response.setContentType(TYPE);
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    return new EventStream(response.getOutputStream(), viewer);
  }

  /**
   * Streams one watch, until it is closed, the viewer's session has ended, or the maximum duration is over.
   *
   * @param lastId the last id that the reader received; null for a new reader
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
   * Streams several watches; the names of their events start with the number of the watch. Each {@code beat} contains
   * for how long a result has been overdue, in milliseconds: a reader without beats knows that its data is stale.
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
        long overdue = watches.stream().mapToLong(Watch::overdueMillis).max().orElse(0);
        write(event("beat", "", Long.toString(overdue)));
      }
    }
  }

  private boolean isOpen(long until) {
    return System.nanoTime() < until && viewer.mayStay().getAsBoolean();
  }

  /** What the reader has received of a watch. */
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

  /** Writes new changes within a time; returns false if the watch is closed. */
  private boolean tellNews(Told told, Duration atMost) throws IOException, InterruptedException {
    News news = told.watch.next(told.since, told.trouble, atMost);
    if (news == null) {
      return false;
    }
    if (news.trouble() != null && !news.trouble().equals(told.trouble)) {
      write(event(told.prefix + "trouble", "", HttpJson.write(news.trouble())));
    }
    if (news.trouble() == null && told.trouble != null) {
      write(event(told.prefix + "trouble", "", "null"));
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

  /** The last change of this watch that the reader received; null if none. */
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

  /** Writes item by item, because a single text of all items would double the memory. */
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
