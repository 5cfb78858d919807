package dev.stepwell.server;

import dev.stepwell.BacklogFullException;
import dev.stepwell.InvalidTextException;
import dev.stepwell.runtime.client.UnsureException;
import dev.stepwell.runtime.model.InvalidEventException;
import dev.stepwell.runtime.model.UnreadableConditionException;
import dev.stepwell.runtime.store.QueueFullException;
import dev.stepwell.runtime.store.StoreException;
import dev.stepwell.server.events.KeyedEventsApi;
import dev.stepwell.server.http.Exchange;
import dev.stepwell.server.http.Problem;
import dev.stepwell.server.http.Route;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers failed requests with problem details. */
final class Problems {
  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  /** Answers a request whose handler threw this exception. */
  static void answer(Exchange request, Throwable failure) {
    Problem problem = problem(request, failure);
    if (problem.retryAfter() > 0) {
      request.header("Retry-After", String.valueOf(problem.retryAfter()));
    }
    request.status(problem.status());
    if (KeyedEventsApi.covers(request)) {
      request.json(
          new KeyedEventsApi.Refused(String.valueOf(problem.getMessage()), problem.status()));
    } else {
      request.contentType("application/problem+json").result(problem.json());
    }
  }

  private static Problem problem(Exchange request, Throwable e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof Problem problem) {
      return problem;
    } else if (e instanceof InvalidEventException invalid) {
      return new Problem(400, "Bad Request", message, invalid.faults());
    } else if (e instanceof InvalidTextException) {
      return Problem.bad(message);
    } else if (e instanceof BacklogFullException) {
      return Problem.full(message);
    } else if (e instanceof UnsureException || e instanceof QueueFullException) {
      return unavailable(request, e, message);
    } else if (e instanceof UnreadableConditionException) {
      return unavailable(
          request,
          e,
          "this server is too old to evaluate a condition on this event: update Stepwell in it; see the server's log");
    } else if (e instanceof StoreException) {
      return unavailable(
          request, e, "the database cannot do this now: retry later; see the server's log");
    } else if (e instanceof IOException) {
      return Problem.bad("the request is malformed, or ended too early");
    }
    log.error("{} {} failed", request.method(), route(request), e);
    return new Problem(500, "Internal Server Error", "see the server's log");
  }

  private static Problem unavailable(Exchange request, Throwable e, String detail) {
    log.warn("{} {}: {}", request.method(), route(request), e.getMessage());
    return Problem.busy(detail, 2);
  }

  /** The route instead of the path, which may contain a key. */
  private static String route(Exchange request) {
    Route route = request.route();
    return route == null ? "(no route)" : route.path().toString();
  }
}
