package dev.stepwell.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevStepwellTest {
  @TempDir
  private Path folder;

  private static String get(int port, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }

  @Test
  void everythingIsOnAfterOneCall() throws Exception {
    try (DevStepwell dev = DevStepwell.startIn(folder.resolve("one"), 0)) {
      dev.stepwell().sendJson("app/started", "{\"at\":1}", "first");

      assertThat(get(dev.port(), "/")).contains("<sw-app>");
      assertThat(get(dev.port(), "/api/events/first")).contains("app/started");
      assertThatIllegalStateException()
          .as("the port is taken, and what was started is stopped again")
          .isThrownBy(() -> DevStepwell.startIn(folder.resolve("two"), dev.port()))
          .withMessageContaining(String.valueOf(dev.port()));
    }
    try (DevStepwell again = DevStepwell.startIn(folder.resolve("one"), 0)) {
      assertThat(get(again.port(), "/api/events/first")).contains("app/started");
    }
  }
}
