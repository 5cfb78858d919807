package dev.stepwell.server;

import dev.stepwell.runtime.client.UnsureException;
import dev.stepwell.runtime.model.InvalidEventException;
import dev.stepwell.runtime.postgres.PostgresException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what is thrown into problem details. */
final class Problems {
  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  /** What a sender of too much is told. */
  static final String TOO_LARGE =
      "a request may have 20 MiB: keep large data elsewhere and send its address";

  private Problems() {}

  static void addTo(RoutesConfig routes) {
    routes.exception(Problem.class, (e, request) -> answer(request, e));
    routes.exception(
        InvalidEventException.class,
        (e, request) -> answer(
            request, new Problem(400, "Bad Request", String.valueOf(e.getMessage()), e.faults())));
    routes.exception(UnsureException.class, (e, request) -> unavailable(request, e));
    routes.exception(PostgresException.class, (e, request) -> unavailable(request, e));
    routes.exception(
        HttpResponseException.class,
        (e, request) -> answer(request, new Problem(e.getStatus(), title(e), detail(e, request))));
    routes.exception(Exception.class, (e, request) -> {
      log.error("{} {} failed", request.method(), request.path(), e);
      answer(
          request, new Problem(500, "Internal Server Error", "the log of the server tells more"));
    });
  }

  private static void unavailable(Context request, RuntimeException e) {
    log.warn("{} {}: {}", request.method(), request.path(), e.getMessage());
    request.header("Retry-After", "2");
    answer(request, new Problem(503, "Service Unavailable", String.valueOf(e.getMessage())));
  }

  private static String title(HttpResponseException e) {
    return e.getStatus() == 413 ? "Content Too Large" : String.valueOf(e.getMessage());
  }

  private static String detail(HttpResponseException e, Context request) {
    return switch (e.getStatus()) {
      case 404 -> "there is nothing at " + request.path();
      case 413 -> TOO_LARGE;
      default -> String.valueOf(e.getMessage());
    };
  }

  private static void answer(Context request, Problem problem) {
    request.status(problem.status());
    request.json(problem.body());
    request.contentType("application/problem+json");
  }

  /** What was asked for is not there. */
  static Problem missing(String what) {
    return new Problem(404, "Not Found", what, List.of());
  }
}
