package dev.stepwell.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Says as problem details what Jetty refuses before it comes to a route: broken HTTP, and what is too long. */
final class ProblemErrors extends ErrorHandler {
  private final ObjectMapper mapper = new ObjectMapper();

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
    Content.Sink.write(response, true, body(status), callback);
  }

  private String body(int status) {
    String title = HttpStatus.getMessage(status);
    try {
      return mapper.writeValueAsString(
          new Problem(status, title, "the request cannot be read: " + title).body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem has only texts and a number", e);
    }
  }
}
