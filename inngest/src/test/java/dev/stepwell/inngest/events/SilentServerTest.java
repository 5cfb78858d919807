package dev.stepwell.inngest.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server that accepts connections and says nothing. */
class SilentServerTest {
  @Test
  void aRequestEndsWithItsTimeout() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      ServerHttp http = new ServerHttp(List.of(), null, Duration.ofMillis(200));
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/e/secret-key";

      assertThatThrownBy(() -> http.request("POST", url, Map.of(), new byte[] {'1'}))
          .isInstanceOfSatisfying(ServerException.class, e -> {
            assertThat(e.isPassing()).isTrue();
            assertThat(e.status()).isZero();
          })
          .hasMessageContaining("did not respond to POST /e/…")
          .hasMessageContaining("timed out")
          .message()
          .doesNotContain("secret-key");
    }
  }

  /** The headers may come at once, and the body never. */
  @Test
  void aResponseThatStallsEndsWithTheTimeoutToo() throws Exception {
    try (ServerSocket stalling = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread server = new Thread(() -> {
        try (var accepted = stalling.accept()) {
          accepted
              .getOutputStream()
              .write("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"
                  .getBytes(StandardCharsets.US_ASCII));
          accepted.getOutputStream().flush();
          Thread.sleep(60_000);
        } catch (IOException | InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      });
      server.setDaemon(true);
      server.start();
      ServerHttp http = new ServerHttp(List.of(), null, Duration.ofMillis(200));
      String url = "http://127.0.0.1:" + stalling.getLocalPort() + "/v0/runs/r/actions";

      assertThatThrownBy(() -> http.request("GET", url, Map.of(), null))
          .isInstanceOf(ServerException.class);
      server.interrupt();
    }
  }
}
