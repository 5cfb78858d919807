package dev.stepwell.server;

import dev.stepwell.server.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** {@code /api/openapi.json}: the OpenAPI 3.1 description of the API. */
final class Description {
  private final String text;

  Description() {
    try (InputStream resource =
        Objects.requireNonNull(Description.class.getResourceAsStream("openapi.json"))) {
      text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the description of the API cannot be read", e);
    }
  }

  void addTo(Routes routes) {
    routes.get(
        "/api/openapi.json", request -> request.contentType("application/json").result(text));
  }
}
