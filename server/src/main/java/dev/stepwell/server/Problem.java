package dev.stepwell.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Serial;
import java.util.List;

/** A request that cannot be served, said as problem details (RFC 9457). */
final class Problem extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final int status;
  private final String title;
  private final transient List<String> errors;

  Problem(int status, String title, String detail) {
    this(status, title, detail, List.of());
  }

  Problem(int status, String title, String detail, List<String> errors) {
    super(detail);
    this.status = status;
    this.title = title;
    this.errors = errors;
  }

  int status() {
    return status;
  }

  /** The body of the answer as JSON, for who does not write JSON otherwise. */
  byte[] json() {
    try {
      return MAPPER.writeValueAsBytes(body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem has only texts and a number", e);
    }
  }

  /** The body of the answer. */
  Body body() {
    return new Body("about:blank", title, status, String.valueOf(getMessage()), errors);
  }

  /**
   * Problem details.
   *
   * @param type always {@code about:blank}: the title is that of the HTTP status
   * @param title the HTTP status in words
   * @param status the HTTP status
   * @param detail what was wrong, and how to mend it
   * @param errors each thing that was wrong, where there may be several
   */
  record Body(String type, String title, int status, String detail, List<String> errors) {}
}
