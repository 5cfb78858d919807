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

/** Says as problem details what Jetty refuses before it comes to a route: broken HTTP, and what is too long. */
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
