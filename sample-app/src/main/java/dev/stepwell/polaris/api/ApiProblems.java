package dev.stepwell.polaris.api;

import dev.stepwell.polaris.projects.BadInputException;
import dev.stepwell.polaris.projects.NotFoundException;
import dev.stepwell.polaris.projects.ProjectFiles;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns exceptions into problem details (RFC 9457). */
final class ApiProblems {
  private static final Logger log = LoggerFactory.getLogger(ApiProblems.class);

  private ApiProblems() {}

  /**
   * Problem details.
   *
   * @param type always {@code about:blank}: the title is that of the HTTP status
   * @param title the HTTP status in words
   * @param status the HTTP status
   * @param detail the cause
   */
  record Problem(String type, String title, int status, String detail) {}

  static void addTo(RoutesConfig routes) {
    routes.exception(BadInputException.class, (e, request) -> answer(request, 400, e.getMessage()));
    routes.exception(NotFoundException.class, (e, request) -> answer(request, 404, e.getMessage()));
    routes.exception(
        HttpResponseException.class,
        (e, request) -> answer(request, e.getStatus(), detail(e, request)));
    routes.exception(Exception.class, (e, request) -> {
      log.error("{} {} failed", request.method(), request.path(), e);
      answer(request, 500, "see the log of Polaris");
    });
  }

  private static String detail(HttpResponseException e, Context request) {
    return switch (e.getStatus()) {
      case 404 -> "there is nothing at " + request.method() + " " + request.path();
      case 413 -> "a request may have " + ProjectFiles.LARGEST_CONTENT + " bytes";
      default -> String.valueOf(e.getMessage());
    };
  }

  private static void answer(Context request, int status, @Nullable String detail) {
    request.status(status);
    request.json(new Problem(
        "about:blank", HttpStatus.forStatus(status).getMessage(), status, String.valueOf(detail)));
    request.contentType("application/problem+json");
  }
}
