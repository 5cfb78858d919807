package dev.stepwell;

import java.io.Serial;
import java.time.Duration;
import java.util.Objects;

/**
 * Thrown by a step that knows when another attempt makes sense, for example from an HTTP {@code Retry-After} header. The attempt
 * counts like any other failed attempt.
 */
public class RetryAfterException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  private final Duration delay;

  /** Requests the next attempt after {@code delay}; a negative delay counts as none. */
  public RetryAfterException(String message, Duration delay) {
    super(message);
    this.delay = Objects.requireNonNull(delay, "delay");
  }

  /** Requests the next attempt after {@code delay}, with the cause. */
  public RetryAfterException(String message, Duration delay, Throwable cause) {
    super(message, cause);
    this.delay = Objects.requireNonNull(delay, "delay");
  }

  /** How long to wait before the next attempt. */
  public Duration delay() {
    return delay;
  }
}
