package dev.stepwell.server;

import dev.stepwell.InvalidTextException;
import dev.stepwell.runtime.client.UnsureException;
import dev.stepwell.runtime.model.InvalidEventException;
import dev.stepwell.runtime.model.UnreadableConditionException;
import dev.stepwell.runtime.store.QueueFullException;
import dev.stepwell.runtime.store.StoreException;
import dev.stepwell.server.events.KeyedEventsApi;
import dev.stepwell.server.http.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what is thrown into problem details. */
final class Problems {
  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  static void addTo(RoutesConfig routes, long largestRequest) {
    routes.exception(Problem.class, (e, request) -> answer(request, e));
    routes.exception(
        InvalidEventException.class,
        (e, request) -> answer(
            request, new Problem(400, "Bad Request", String.valueOf(e.getMessage()), e.faults())));
    routes.exception(
        InvalidTextException.class,
        (e, request) -> answer(request, Problem.bad(String.valueOf(e.getMessage()))));
    routes.exception(
        UnsureException.class,
        (e, request) -> unavailable(request, e, String.valueOf(e.getMessage())));
    routes.exception(
        UnreadableConditionException.class,
        (e, request) -> unavailable(
            request,
            e,
            "this server is too old to say what this event sets off; the log of the server tells more"));
    routes.exception(
        QueueFullException.class,
        (e, request) -> unavailable(request, e, String.valueOf(e.getMessage())));
    routes.exception(
        StoreException.class,
        (e, request) -> unavailable(
            request, e, "the database cannot do this now; the log of the server tells more"));
    routes.exception(
        HttpResponseException.class,
        (e, request) -> answer(request, problem(e, request, largestRequest)));
    routes.exception(
        IOException.class,
        (e, request) -> answer(request, Problem.bad("the request is broken, or ended too early")));
    routes.error(
        408,
        request ->
            answer(request, new Problem(408, "Request Timeout", "the request came too slowly")));
    routes.exception(Exception.class, (e, request) -> {
      log.error("{} {} failed", request.method(), route(request), e);
      answer(request, failed());
    });
  }

  /** Answers a request that ended with an error of the JVM's. */
  static void answer(HttpServletResponse response, Error error) {
    log.error("a request failed", error);
    response.setStatus(500);
    response.setContentType("application/problem+json");
    try {
      response.getOutputStream().write(failed().json());
    } catch (IOException e) {
      throw new UncheckedIOException("the answer cannot be written", e);
    }
  }

  private static Problem failed() {
    return new Problem(500, "Internal Server Error", "the log of the server tells more");
  }

  private static void unavailable(Context request, RuntimeException e, String detail) {
    log.warn("{} {}: {}", request.method(), route(request), e.getMessage());
    request.header("Retry-After", "2");
    answer(request, new Problem(503, "Service Unavailable", detail));
  }

  /** The route rather than the path, which may hold a key. */
  private static String route(Context request) {
    Endpoint route = request.endpoints().matchedHttpEndpoint();
    return route == null ? "(no route)" : route.path;
  }

  private static Problem problem(HttpResponseException e, Context request, long largestRequest) {
    return switch (e.getStatus()) {
      case 404 -> Problem.missing("there is nothing at " + request.path());
      case 405 -> notAllowed(e, request);
      case 413 -> Problem.tooLarge(largestRequest);
      default ->
        new Problem(e.getStatus(), String.valueOf(e.getMessage()), String.valueOf(e.getMessage()));
    };
  }

  private static Problem notAllowed(HttpResponseException e, Context request) {
    String methods =
        String.join(", ", e.getDetails().values()).replaceFirst("\\bGET\\b", "GET, HEAD");
    request.header("Allow", methods);
    return new Problem(
        405,
        "Method Not Allowed",
        request.path() + " takes " + methods + ", and not " + request.method());
  }

  private static void answer(Context request, Problem problem) {
    if (problem.retryAfter() > 0) {
      request.header("Retry-After", String.valueOf(problem.retryAfter()));
    }
    request.status(problem.status());
    if (KeyedEventsApi.covers(request)) {
      request.json(
          new KeyedEventsApi.Refused(String.valueOf(problem.getMessage()), problem.status()));
    } else {
      request.json(problem.body());
      request.contentType("application/problem+json");
    }
  }
}
