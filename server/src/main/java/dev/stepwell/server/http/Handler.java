package dev.stepwell.server.http;

/** Serves the requests of a route, or checks each request before one does. */
@FunctionalInterface
public interface Handler {
  /**
   * Serves a request on this thread, or says with {@link Exchange#later} when it will be served.
   *
   * @throws Exception any failure; the response then says so
   */
  void handle(Exchange request) throws Exception;
}
