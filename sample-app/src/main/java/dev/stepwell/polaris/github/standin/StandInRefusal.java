package dev.stepwell.polaris.github.standin;

import java.io.Serial;
import java.util.List;
import java.util.Map;

/** An error response of GitHub. */
final class StandInRefusal extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  private final int status;

  // It never leaves the request that threw it.
  private final transient List<String> details;
  private final transient Map<String, String> headers;

  StandInRefusal(int status, String message) {
    this(status, message, List.of(), Map.of());
  }

  StandInRefusal(int status, String message, List<String> details, Map<String, String> headers) {
    super(message);
    this.status = status;
    this.details = details;
    this.headers = headers;
  }

  static StandInRefusal notFound() {
    return new StandInRefusal(404, "Not Found");
  }

  static StandInRefusal unprocessable(String message, String... details) {
    return new StandInRefusal(422, message, List.of(details), Map.of());
  }

  int status() {
    return status;
  }

  String message() {
    return String.valueOf(getMessage());
  }

  /** The error of each field. */
  List<String> details() {
    return details;
  }

  Map<String, String> headers() {
    return headers;
  }
}
