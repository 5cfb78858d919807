package dev.stepwell.inngest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.stepwell.inngest.wire.EndpointReply;
import dev.stepwell.inngest.wire.EndpointRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The endpoint in the HTTP server of the JDK. */
final class InngestHandler implements HttpHandler {
  private static final int NO_BODY = -1;

  private final InngestEndpoint endpoint;

  InngestHandler(InngestEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int max = endpoint.maxBody(exchange.getRequestHeaders().getFirst(Admission.SIGNATURE));
      byte[] body = exchange.getRequestBody().readNBytes(max + 1);
      EndpointReply reply =
          body.length > max ? HttpMessages.tooLarge(max) : endpoint.handle(request(exchange, body));
      reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      boolean isEmpty = reply.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(reply.status(), isEmpty ? NO_BODY : reply.body().length);
      if (!isEmpty) {
        try (OutputStream to = exchange.getResponseBody()) {
          to.write(reply.body());
        }
      }
    }
  }

  private static EndpointRequest request(HttpExchange exchange, byte[] body) {
    Map<String, String> headers = new TreeMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    String host = Objects.requireNonNullElse(
        exchange.getRequestHeaders().getFirst("Host"),
        "localhost:" + exchange.getLocalAddress().getPort());
    String scheme = HttpMessages.scheme(exchange.getRequestHeaders().getFirst("X-Forwarded-Proto"));
    return new EndpointRequest(
        exchange.getRequestMethod(),
        scheme + "://" + host + exchange.getRequestURI().getPath(),
        HttpMessages.query(exchange.getRequestURI().getRawQuery()),
        headers,
        body);
  }
}
