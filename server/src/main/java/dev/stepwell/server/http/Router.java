package dev.stepwell.server.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes each request through the checks to its route, and writes the response. */
public final class Router {
  private static final Logger log = LoggerFactory.getLogger(Router.class);

  private final Routes routes;
  private final List<Handler> checks;
  private final List<Handler> checksOfRoutes;
  private final Failures failures;
  private final Observer observer;

  /**
   * A router.
   *
   * @param checks the checks of each request, in order
   * @param checksOfRoutes the further checks of each request with a route, in order
   */
  public Router(
      Routes routes,
      List<Handler> checks,
      List<Handler> checksOfRoutes,
      Failures failures,
      Observer observer) {
    this.routes = routes;
    this.checks = List.copyOf(checks);
    this.checksOfRoutes = List.copyOf(checksOfRoutes);
    this.failures = failures;
    this.observer = observer;
  }

  /** Turns failures of handlers into responses. */
  @FunctionalInterface
  public interface Failures {
    /** Sets the response. */
    void answer(Exchange request, Throwable failure);
  }

  /** Observes all requests. */
  @FunctionalInterface
  public interface Observer {
    /**
     * Called for a request before its response is written, or after it was streamed.
     *
     * @param nanos its duration
     */
    void answered(Exchange request, long nanos);
  }

  /** Serves a request, now or when its {@link Exchange#later} completes. */
  public void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
    long since = System.nanoTime();
    Exchange exchange = new Exchange(request, response);
    serve(exchange);
    if (exchange.pending() == null) {
      finish(exchange, since);
      return;
    }
    CompletableFuture<?> later = exchange.pending().toCompletableFuture();
    if (request.isAsyncStarted()) {
      finishLater(exchange, later, since);
    } else if (request.isAsyncSupported()) {
      AsyncContext async = request.startAsync(request, response);
      async.setTimeout(0);
      finishLater(exchange, later, since);
    } else {
      await(exchange, later);
      finish(exchange, since);
    }
  }

  private void serve(Exchange exchange) {
    try {
      for (Handler check : checks) {
        check.handle(exchange);
      }
      Route route = routes.find(exchange);
      for (Handler check : checksOfRoutes) {
        check.handle(exchange);
      }
      route.handler().handle(exchange);
    } catch (Exception | Error e) {
      fail(exchange, e);
    }
  }

  private void finishLater(Exchange exchange, CompletableFuture<?> later, long since) {
    var unused = later.whenComplete((nothing, failure) -> {
      if (failure != null) {
        fail(exchange, failure);
      }
      try {
        finish(exchange, since);
      } catch (IOException | RuntimeException e) {
        log.debug("A request ended before its response was written", e);
      }
    });
  }

  /** For containers and filters without asynchronous requests. */
  private void await(Exchange exchange, CompletableFuture<?> later) {
    try {
      later.join();
    } catch (CompletionException e) {
      fail(exchange, e);
    }
  }

  private void fail(Exchange exchange, Throwable failure) {
    Throwable cause = failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
    if (exchange.res().isCommitted()) {
      log.debug("A request failed after its response was written", cause);
    } else {
      failures.answer(exchange, cause);
    }
  }

  private void finish(Exchange exchange, long since) throws IOException {
    try {
      observer.answered(exchange, System.nanoTime() - since);
      exchange.finish();
    } catch (IOException | RuntimeException | Error e) {
      exchange.complete();
      throw e;
    }
  }
}
