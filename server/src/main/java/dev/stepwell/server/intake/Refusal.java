package dev.stepwell.server.intake;

import dev.stepwell.server.http.Problem;
import dev.stepwell.server.http.SecurityHeaders;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The response to a request that reaches no route. */
final class Refusal {
  private Refusal() {}

  static void write(HttpServletResponse response, Problem problem) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    SecurityHeaders.ALWAYS.forEach(response::setHeader);
    response.setHeader("Cache-Control", "no-store");
    if (problem.retryAfter() > 0) {
      response.setHeader("Retry-After", String.valueOf(problem.retryAfter()));
    }
    byte[] json = problem.json();
    response.setStatus(problem.status());
    response.setContentType("application/problem+json");
    response.setContentLength(json.length);
    response.getOutputStream().write(json);
  }
}
