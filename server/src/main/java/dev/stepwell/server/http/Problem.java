package dev.stepwell.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Serial;
import java.util.List;
import java.util.UUID;

/** Thrown for a request that cannot be served; becomes problem details (RFC 9457). */
public final class Problem extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long MEBIBYTE = 1024 * 1024;
  private static final String UNAVAILABLE = "Service Unavailable";

  private final int status;
  private final String title;
  private final transient List<String> errors;
  private final transient List<UUID> left;
  private final int retryAfter;

  /** A single problem. */
  public Problem(int status, String title, String detail) {
    this(status, title, detail, List.of());
  }

  /** Several problems, each of which is reported. */
  public Problem(int status, String title, String detail, List<String> errors) {
    this(status, title, detail, errors, List.of(), 0);
  }

  private Problem(
      int status,
      String title,
      String detail,
      List<String> errors,
      List<UUID> left,
      int retryAfter) {
    super(detail);
    this.status = status;
    this.title = title;
    this.errors = errors;
    this.left = left;
    this.retryAfter = retryAfter;
  }

  /** The server cannot serve the request now, but can after this many seconds. */
  public static Problem busy(String what, int seconds) {
    return new Problem(503, UNAVAILABLE, what, List.of(), List.of(), seconds);
  }

  /**
   * A request that failed after it has changed some runs. It must not be repeated as it is, so there is no time after which
   * the client may retry.
   *
   * @param left the runs for which the client can repeat the request
   */
  public static Problem partial(String what, List<UUID> left) {
    return new Problem(503, UNAVAILABLE, what, List.of(), left, 0);
  }

  /** A bound on what waits was reached. */
  public static Problem full(String what) {
    return new Problem(429, "Too Many Requests", what, List.of(), List.of(), 2);
  }

  /** A request that came too slowly. */
  public static Problem slow() {
    return new Problem(408, "Request Timeout", "the body of the request arrived too slowly");
  }

  /** An invalid request. */
  public static Problem bad(String what) {
    return new Problem(400, "Bad Request", what);
  }

  /** A request with several errors that share a cure. */
  public static Problem bad(List<String> errors, String cure) {
    return new Problem(400, "Bad Request", String.join("; ", errors) + "; " + cure, errors);
  }

  /** A missing object. */
  public static Problem missing(String what) {
    return new Problem(404, "Not Found", what);
  }

  /** A body larger than this many bytes. */
  public static Problem tooLarge(long max) {
    String size = max % MEBIBYTE == 0 ? max / MEBIBYTE + " MiB" : max + " bytes";
    return new Problem(
        413,
        "Content Too Large",
        "a request may have " + size + ": keep large data elsewhere and send its address");
  }

  /** The status of the answer. */
  public int status() {
    return status;
  }

  /** The number of seconds after which the client may retry; 0 if that does not depend on time. */
  public int retryAfter() {
    return retryAfter;
  }

  /** The body of the answer as JSON, for callers that do not write JSON otherwise. */
  public byte[] json() {
    try {
      return MAPPER.writeValueAsBytes(body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem has only texts and a number", e);
    }
  }

  /** The body of the answer. */
  public Body body() {
    return new Body("about:blank", title, status, String.valueOf(getMessage()), errors, left);
  }

  /**
   * Problem details.
   *
   * @param type always {@code about:blank}: the title is that of the HTTP status
   * @param title the HTTP status in words
   * @param status the HTTP status
   * @param detail the error and its cure
   * @param errors each error, if there may be several
   * @param left the runs that a request for many runs has left as they were, if it failed after it had changed others
   */
  public record Body(
      String type,
      String title,
      int status,
      String detail,
      List<String> errors,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<UUID> left) {}
}
