package dev.stepwell.spring.tracing;

import org.springframework.core.Ordered;

/** The order of the middleware that the starter adds: outside of the application's own, unless that is ordered before. */
final class MiddlewareOrder {
  /** Outermost, so that errors and log lines of all other middleware belong to a span. */
  static final int TRACING = Ordered.HIGHEST_PRECEDENCE + 1_000;

  static final int SENTRY = TRACING + 100;

  private MiddlewareOrder() {}
}
