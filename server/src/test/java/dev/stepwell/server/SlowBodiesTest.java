package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.Stepwell;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slow bodies hold connections, but no threads. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowBodiesTest {
  private static final String KEY = "0123456789abcdef";

  /** More than the threads of the server. */
  private static final int MANY = 450;

  private Stepwell stepwell;
  private StepwellServer server;
  private TestClient client;

  @BeforeAll
  void start() {
    stepwell =
        Stepwell.on(TestDatabases.fresh()).register(new DurableGreetings()).start();
    ServerSettings settings =
        ServerSettings.defaults().port(0).login("ops", "correct horse").apiKeys(KEY);
    server = StepwellServer.start(stepwell, settings.idleTimeout(Duration.ofMinutes(5)));
    client = new TestClient(server.port());
  }

  @AfterAll
  void stop() {
    server.close();
    stepwell.close();
  }

  /** No body times out here: the requests are answered while all are half sent. */
  @ParameterizedTest
  @CsvSource({
    "/api/login, Content-Length: 100",
    "/api/login, Transfer-Encoding: chunked",
    "/api/events, Content-Length: 5000",
    "/e/0123456789abcdef, Content-Length: 100000",
    "/api/runs/cancel, Transfer-Encoding: chunked",
    "/nothing, Content-Length: 7"
  })
  void halfSentBodiesHoldNobodyUp(String path, String length) throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < MANY; i++) {
        Socket socket = client.connect();
        sockets.add(socket);
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: " + KEY
            + "\r\nContent-Type: application/json\r\n" + length + "\r\n\r\n"
            + (length.contains("chunked") ? "5\r\n{\"use\r\n" : "{\"use");
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      }

      assertThat(client.get("/health").statusCode()).isEqualTo(200);
      assertThat(client.get("/ready").statusCode()).isEqualTo(200);
      HttpResponse<String> sent =
          client.post("/e/" + KEY, "{\"name\":\"tests/unheard\",\"data\":{}}");
      assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
      assertThat(client
              .post("/api/login", "{\"user\":\"ops\",\"password\":\"correct horse\"}")
              .statusCode())
          .isEqualTo(200);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void aStrangersLargeBodyIsNotRead() throws Exception {
    String large = "{\"user\":\"" + "x".repeat(100_000) + "\",\"password\":\"y\"}";

    client.assertProblem(client.post("/api/login", large), 413, "16384 bytes");
    client.assertProblem(client.post("/api/events", large), 401, "give an API key");
    assertThat(client
            .post(
                "/e/" + KEY,
                "{\"name\":\"tests/x\",\"data\":{\"a\":\"" + "x".repeat(100_000) + "\"}}")
            .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aBodyMayArriveInPieces() throws Exception {
    String body = "{\"name\":\"tests/pieces\",\"data\":{\"a\":\"" + "ü".repeat(3_000) + "\"}}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (Socket socket = client.connect()) {
      socket
          .getOutputStream()
          .write(("POST /e/" + KEY
                  + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                  + "Transfer-Encoding: chunked\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < bytes.length; i += 1_001) {
        int count = Math.min(1_001, bytes.length - i);
        socket
            .getOutputStream()
            .write((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes, i, count);
        socket.getOutputStream().write("\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
      }
      socket.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 200");
    }
  }
}
