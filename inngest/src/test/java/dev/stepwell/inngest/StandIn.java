package dev.stepwell.inngest;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stepwell.inngest.wire.WireJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The API of a server that gives the same response to everything, or none. */
final class StandIn implements AutoCloseable {
  private final HttpServer http;
  private final List<Received> received = new CopyOnWriteArrayList<>();

  /** The status of responses; 0 to close the connection without one. */
  volatile int status = 200;

  /** The body of responses. */
  volatile byte[] answer = new byte[0];

  /** A request. */
  record Received(String method, String path, Map<String, List<String>> headers, JsonNode body) {
    /** The value of a header; empty for none. */
    String header(String name) {
      return headers.getOrDefault(name, List.of("")).get(0);
    }
  }

  StandIn() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    http.createContext("/", this::take);
    http.start();
  }

  String origin() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  List<Received> received() {
    return received;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      received.add(new Received(
          exchange.getRequestMethod(),
          exchange.getRequestURI().toString(),
          new HashMap<>(exchange.getRequestHeaders()),
          body.length == 0 ? WireJson.object() : WireJson.read(body)));
      if (status > 0) {
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        if (answer.length > 0) {
          exchange.getResponseBody().write(answer);
        }
      }
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
