package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.runtime.model.StoredEvent;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the input of a step as a JSON object. It rejects nothing, because no step should fail for this: values that
 * cannot be written, or are too long, are replaced by a note that no value looks like: {@code {"…": "<…>"}}.
 */
public final class InputJson {
  /** The maximum length of an input as JSON text: 64 Ki characters, without names and notes. */
  public static final int MAX_LENGTH = 64 * 1024;

  private static final int LONGEST_REASON = 200;

  private final Json json;
  private final StringBuilder members = new StringBuilder();
  private int room = MAX_LENGTH;

  /** Starts an object that this codec writes. */
  public InputJson(Json json) {
    this.json = json;
  }

  /** Adds a value, by its runtime type. */
  public InputJson add(String name, @Nullable Object value) {
    Excerpt text = new Excerpt(room);
    try {
      json.write(value, text);
    } catch (JsonException e) {
      return member(name, note("could not be written as JSON: " + reason(e)));
    } catch (Throwable thrown) {
      // The exception comes from a user's getter. The note does not call the user's code again.
      return member(
          name, note("could not be written as JSON: " + thrown.getClass().getName()));
    }
    return text.isWhole() ? fitting(name, text.toString()) : member(name, tooLong(text.length));
  }

  /** Adds a value given as JSON text. */
  public InputJson addJson(String name, String text) {
    return addOwn(name, json.tree(text).node());
  }

  /** Adds an event. */
  public InputJson addEvent(String name, StoredEvent event) {
    return addOwn(name, sent(event));
  }

  /** Adds events. */
  public InputJson addEvents(String name, List<StoredEvent> events) {
    return addOwn(name, events.stream().map(this::sent).toList());
  }

  private SentEvent sent(StoredEvent event) {
    return new SentEvent(event.id(), event.name(), json.tree(event.data()).node());
  }

  /** Adds a value of this class, which the application's mapping need not know. */
  private InputJson addOwn(String name, Object value) {
    String text = json.write(value, Object.class);
    return text.length() > room ? member(name, tooLong(text.length())) : fitting(name, text);
  }

  private InputJson fitting(String name, String text) {
    room -= text.length();
    return member(name, text);
  }

  private InputJson member(String name, String text) {
    members
        .append(members.isEmpty() ? "" : ",")
        .append(json.write(name, String.class))
        .append(':')
        .append(text);
    return this;
  }

  private String note(String says) {
    return "{\"…\":" + json.write("<" + says + ">", String.class) + "}";
  }

  private String tooLong(long length) {
    return note(length + " characters of JSON: too long to be recorded");
  }

  private static String reason(JsonException e) {
    String message = String.valueOf(e.getMessage());
    return message.length() <= LONGEST_REASON
        ? message
        : message.substring(0, LONGEST_REASON) + " …";
  }

  /** The object as JSON text; lone surrogates become question marks. */
  public String text() {
    return new String(
        ("{" + members + "}").getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private record SentEvent(String id, String name, JsonNode data) {}

  /** The beginning of a text, and its length. */
  private static final class Excerpt extends Writer {
    private final StringBuilder begins = new StringBuilder();
    private final int max;
    private long length;

    Excerpt(int max) {
      this.max = max;
    }

    @Override
    public void write(char[] text, int offset, int count) {
      begins.append(text, offset, Math.min(count, max - begins.length()));
      length += count;
    }

    boolean isWhole() {
      return length <= max;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
      return begins.toString();
    }
  }
}
