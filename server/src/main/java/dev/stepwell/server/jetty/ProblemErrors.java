package dev.stepwell.server.jetty;

import dev.stepwell.server.http.Problem;
import dev.stepwell.server.http.SecurityHeaders;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Returns problem details for requests that Jetty rejects before a route: malformed HTTP, and oversized headers. */
final class ProblemErrors extends ErrorHandler {
  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    SecurityHeaders.ALWAYS.forEach((name, value) -> response.getHeaders().put(name, value));
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
    String title = HttpStatus.getMessage(status);
    Problem problem = new Problem(status, title, "the request cannot be read: " + title);
    response.write(true, ByteBuffer.wrap(problem.json()), callback);
  }
}
