package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stepwell.runtime.Stepwell;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Readers that do not read, open live views, and idle connections hold no other request up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowReadersTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  /** More than the server serves at once. */
  private static final int MANY = 160;

  private static final int LIVE_VIEWS = 128;
  private static final int VIEWS_PER_VIEWER = 32;

  /** Together more than the buffers of a connection hold. */
  private static final int REQUESTS_AT_ONCE = 60;

  private final List<Socket> sockets = new ArrayList<>();
  private Stepwell stepwell;
  private StepwellServer server;
  private TestClient client;

  @BeforeAll
  void start() {
    stepwell =
        Stepwell.on(TestDatabases.fresh()).register(new DurableGreetings()).start();
    server = StepwellServer.start(
        stepwell, ServerSettings.defaults().port(0).idleTimeout(Duration.ofMinutes(5)));
    client = new TestClient(server.port());
  }

  @AfterEach
  void disconnect() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  @AfterAll
  void stop() {
    server.close();
    stepwell.close();
  }

  /** A connection from an address of this machine; a small buffer fills soon. */
  private Socket connect(String from) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setReceiveBufferSize(4 * 1024);
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    return socket;
  }

  private void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void assertServes() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThat(client.get("/health").statusCode()).isEqualTo(200);
      assertThat(client.get("/ready").statusCode()).isEqualTo(200);
      assertThat(client.get("/api/runs").statusCode()).isEqualTo(200);
      assertThat(client
              .post("/api/events", "{\"name\":\"tests/unheard\",\"data\":{}}")
              .statusCode())
          .isEqualTo(202);
    }
  }

  private void awaitFirstBytes() {
    await().atMost(LONG).until(() -> {
      for (Socket socket : sockets) {
        if (socket.getInputStream().available() == 0) {
          return false;
        }
      }
      return true;
    });
  }

  @Test
  void whoDoesNotReadItsResponsesHoldsNobodyUp() throws Exception {
    String request = "GET /api/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
    for (int i = 0; i < MANY; i++) {
      send(connect("127.0.0.1"), request.repeat(REQUESTS_AT_ONCE));
    }
    awaitFirstBytes();

    assertServes();
  }

  /** A reader that is slow gets everything all the same. */
  @Test
  void aSlowReaderGetsTheWholeResponse() throws Exception {
    int length = client.get("/api/openapi.json").body().getBytes(StandardCharsets.UTF_8).length;
    Socket socket = connect("127.0.0.1");
    send(socket, "GET /api/openapi.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    byte[] bytes = new byte[701];
    int total = 0;
    for (int count = socket.getInputStream().read(bytes);
        count >= 0;
        count = socket.getInputStream().read(bytes)) {
      total += count;
    }

    assertThat(total).isGreaterThan(length);
  }

  @Test
  void liveViewsThatNobodyReadsHoldNobodyUp() throws Exception {
    for (int i = 0; i < LIVE_VIEWS; i++) {
      Socket socket = connect("127.0.0." + (2 + i / VIEWS_PER_VIEWER));
      send(socket, "GET /api/live?watch=runs&watch=events HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    awaitFirstBytes();

    assertServes();
  }

  @Test
  void aThousandIdleConnectionsHoldNobodyUp() throws Exception {
    List<String> beginnings = List.of(
        "",
        "GE",
        "GET /api/runs HTTP/1.1\r\nHost: loc",
        "POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: 100\r\n\r\n{\"us",
        "POST /api/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"na");
    for (int i = 0; i < 1_000; i++) {
      send(connect("127.0.0.1"), beginnings.get(i % beginnings.size()));
    }

    assertServes();
  }
}
