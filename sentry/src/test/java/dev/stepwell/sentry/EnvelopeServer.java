package dev.stepwell.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** Stands where Sentry is, and reads the envelopes that the SDK sends: a header, and items of a header and a payload each. */
final class EnvelopeServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<Item> items = new CopyOnWriteArrayList<>();

  /**
   * An item of an envelope.
   *
   * @param type event, transaction or another
   */
  record Item(String type, JsonNode payload, String text) {}

  EnvelopeServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/42/envelope/", this::take);
    server.start();
  }

  String dsn() {
    return "http://public@127.0.0.1:" + server.getAddress().getPort() + "/42";
  }

  List<Item> ofType(String type) {
    return items.stream().filter(item -> item.type().equals(type)).toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
      body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
    }
    InputStream envelope = new ByteArrayInputStream(body);
    line(envelope);
    for (String header = line(envelope); !header.isEmpty(); header = line(envelope)) {
      JsonNode about = JSON.readTree(header);
      byte[] payload = about.has("length")
          ? envelope.readNBytes(about.get("length").asInt())
          : line(envelope).getBytes(StandardCharsets.UTF_8);
      if (about.has("length")) {
        line(envelope);
      }
      String type = about.get("type").asText();
      String text = new String(payload, StandardCharsets.UTF_8);
      if (type.equals("event") || type.equals("transaction")) {
        items.add(new Item(type, JSON.readTree(text), text));
      }
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      bytes.write(b);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
