package dev.stepwell.server.http;

/** Serves the requests of a route, or checks requests before that. */
@FunctionalInterface
public interface Handler {
  /**
   * Serves a request on this thread, or later through {@link Exchange#later}.
   *
   * @throws Exception any failure; the response then reports it
   */
  void handle(Exchange request) throws Exception;
}
