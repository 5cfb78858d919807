package dev.stepwell.server.live;

import dev.stepwell.server.http.Json;
import dev.stepwell.server.http.Viewer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What a watch sees, as server-sent events (WHATWG HTML, section 9.2): a {@code snapshot} of all items; then {@code changed} and
 * {@code gone}. Whoever comes back with the last id that it was told is told what it has missed, or all anew. {@code trouble} says
 * that the database does not answer.
 */
final class EventStream {
  /** That a reader has left is seen when something is written to it. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  /** Then a reader has to come back, which browsers do by themselves. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final OutputStream out;
  private final Watch watch;
  private final Viewer viewer;

  private EventStream(OutputStream out, Watch watch, Viewer viewer) {
    this.out = out;
    this.watch = watch;
    this.viewer = viewer;
  }

  static EventStream of(HttpServletResponse response, Watch watch, Viewer viewer)
      throws IOException {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    return new EventStream(response.getOutputStream(), watch, viewer);
  }

  /**
   * Tells all until the watch is closed, the viewer's session has ended, or the answer has been open for long.
   *
   * @param lastId the last id that the reader was told; null if it has not been here before
   */
  void tell(@Nullable String lastId) throws IOException, InterruptedException {
    Long since = known(lastId);
    String told = null;
    long until = System.nanoTime() + LONGEST.toNanos();
    write("retry: 1000\n\n");
    for (News news = watch.next(since, told, HEARTBEAT);
        news != null && System.nanoTime() < until && viewer.mayStay().getAsBoolean();
        news = watch.next(since, told, HEARTBEAT)) {
      if (news.trouble() != null && !news.trouble().equals(told)) {
        write(event("trouble", "", Json.write(news.trouble())));
      }
      if (news.items() != null) {
        writeSnapshot(watch.id() + ":" + news.number(), news.items().values());
      }
      for (Change change : news.changes()) {
        write(event(change, watch.id() + ":" + change.number()));
      }
      write(":\n\n");
      since = news.number();
      told = news.trouble();
    }
  }

  /** The last change of this watch that the reader knows; null if it knows none. */
  private @Nullable Long known(@Nullable String lastId) {
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
  private void writeSnapshot(String id, Collection<String> items) throws IOException {
    String before = "id: " + id + "\nevent: snapshot\ndata: [";
    for (String item : items) {
      out.write((before + item).getBytes(StandardCharsets.UTF_8));
      before = ",";
    }
    write((items.isEmpty() ? before : "") + "]\n\n");
  }

  private static String event(Change change, String id) {
    return change.kind() == Change.Kind.CHANGED
        ? event("changed", id, change.json())
        : event("gone", id, Json.write(change.item()));
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
