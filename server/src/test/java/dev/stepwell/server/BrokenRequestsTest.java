package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.Stepwell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Malformed requests, and the responses to them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenRequestsTest {
  private static final String HEAD =
      " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n";

  private Stepwell stepwell;
  private StepwellServer hasty;
  private StepwellServer server;
  private TestClient client;

  @BeforeAll
  void start() {
    stepwell = Stepwell.on(TestDatabases.fresh()).start();
    ServerSettings settings = ServerSettings.defaults().port(0);
    hasty = StepwellServer.start(stepwell, settings.idleTimeout(Duration.ofMillis(500)));
    HttpApi api = new HttpApi(stepwell, settings);
    api.routes().get("/exception", request -> {
      throw new IllegalStateException("select password from sesame");
    });
    api.routes().get("/error", request -> {
      throw new StackOverflowError("sesame");
    });
    server = StepwellServer.start(api, settings, null);
    client = new TestClient(server.port());
  }

  @AfterAll
  void stop() {
    server.close();
    hasty.close();
    stepwell.close();
  }

  private void assertRefused(String answer, int status) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .contains("application/problem+json", "\"status\":" + status, "nosniff")
        .doesNotContain("<html", "org.eclipse", "Exception");
  }

  @Test
  void aPathOrHeaderThatIsTooLongIsRefused() throws Exception {
    assertRefused(client.raw("GET /" + "x".repeat(20_000) + HEAD + "\r\n"), 414);
    assertRefused(
        client.raw("GET /health" + HEAD + "X-Long: " + "x".repeat(20_000) + "\r\n\r\n"), 431);
  }

  @Test
  void whatIsNoHttpIsRefused() throws Exception {
    assertRefused(client.raw("GET /health HTTP/1.1\r\n\r\n"), 400);
    assertRefused(client.raw("GET /%zz" + HEAD + "\r\n"), 400);
    assertRefused(client.raw("GET /health" + HEAD + "Content-Length: x\r\n\r\n"), 400);
    assertRefused(client.raw("hello\r\n\r\n"), 400);
    assertRefused(
        client.raw("POST /api/events" + HEAD + "Transfer-Encoding: chunked\r\n\r\nhello\r\n\r\n"),
        400);
  }

  @Test
  void anIdMayHoldWhateverItsSenderLikes() throws Exception {
    client.assertProblem(client.get("/api/events/a%2Fb%20c"), 404, "there is no event a/b c");
    client.assertProblem(client.get("/api/events/..%2F%2e%2e"), 404, "there is no");
  }

  @Test
  void aBodyThatIsNoJsonIsRefused() throws Exception {
    for (String body :
        new String[] {"{", "{\"name\":\"a/b\"}}", "{\"name\":\"\\ud8", "NaN", "tru"}) {
      client.assertProblem(client.post("/api/events", body), 400, "not JSON");
    }
    for (String body : new String[] {"\"a", "[".repeat(5_000), "7"}) {
      client.assertProblem(client.post("/api/events", body), 400, "an event is an object");
    }
    assertRefused(
        client.raw("POST /api/events" + HEAD + "Content-Length: 4\r\n\r\n\"\u00ff\u00fe\""), 400);
    for (String type :
        new String[] {"application/json; charset=klingon", "application/jsonx", ""}) {
      client.assertProblem(
          client.send("POST", "/api/events", "{}", "Content-Type", type), 415, "application/json");
    }
    client.assertProblem(
        client.send(
            "POST", "/api/events", "7", "Content-Type", "Application/JSON; charset=\"UTF-8\""),
        400,
        "an event is an object");
  }

  @Test
  void aWrongMethodIsToldTheRightOnes() throws Exception {
    String[][] wrong = {
      {"DELETE", "/api/runs", "GET, HEAD"},
      {"GET", "/api/login", "POST"},
      {"PUT", "/api/login", "POST"},
      {"OPTIONS", "/health", "GET, HEAD"},
      {"BREW", "/health", "GET, HEAD"},
      {"TRACE", "/health", "GET, HEAD"},
      {"HEAD", "/api/logout", "POST"}
    };
    for (String[] request : wrong) {
      HttpResponse<String> response = client.send(request[0], request[1], "");
      assertThat(response.statusCode()).as("%s %s", request[0], request[1]).isEqualTo(405);
      assertThat(response.headers().firstValue("Allow")).contains(request[2]);
    }
  }

  /** A stream without a body would hold a thread, and its reader's departure would not be noticed. */
  @Test
  void theHeadersOfAStreamAreToldAtOnce() throws Exception {
    for (String path :
        new String[] {"/api/live?watch=runs", "/api/live/runs", "/api/live/events?limit=7"}) {
      String answer =
          client.raw("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

      assertThat(answer).startsWith("HTTP/1.1 200").contains("text/event-stream");
    }
  }

  @Test
  void whatFailsWithinTellsNothing() throws Exception {
    for (String path : new String[] {"/exception", "/error"}) {
      HttpResponse<String> response = client.get(path);
      client.assertProblem(response, 500, "see the server's log");
      assertThat(response.body()).doesNotContain("sesame", "Exception", "at dev.");
    }
  }

  /** The response, or the end of the connection, ends the wait. */
  @Test
  void whoIsSilentIsLetGo() throws Exception {
    TestClient client = new TestClient(hasty.port());
    assertThat(client.raw("GET /hea")).doesNotContain("200 OK");
    assertRefused(client.raw("POST /api/events" + HEAD + "Content-Length: 100\r\n\r\n{"), 408);
  }

  /** Polls for the response after each byte; it comes long before the last byte. */
  @Test
  void whoSendsByteByByteIsLetGo() throws Exception {
    try (Socket socket = new TestClient(hasty.port()).connect()) {
      socket.setSoTimeout(20);
      OutputStream out = socket.getOutputStream();
      out.write(("POST /api/events" + HEAD + "Content-Length: 100000\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII));
      int first = -1;
      for (int i = 0; i < 99_999 && first < 0; i++) {
        out.write(' ');
        first = firstByte(socket);
      }
      assertThat(first).isEqualTo('H');
      socket.setSoTimeout(TestClient.PATIENCE_MILLIS);
      String status = new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .readLine();
      assertThat(status).isEqualTo("TTP/1.1 408 Request Timeout");
    }
  }

  private static int firstByte(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read();
    } catch (SocketTimeoutException e) {
      return -1;
    }
  }
}
