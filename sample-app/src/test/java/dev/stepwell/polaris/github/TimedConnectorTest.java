package dev.stepwell.polaris.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stepwell.RetryAfterException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that GitHub does not give when it works, byte for byte. */
class TimedConnectorTest {
  private static final String ADA = """
      {"login": "ada", "id": 7, "url": "u", "html_url": "http://localhost/ada"}""";

  /** The git hash of the line "hello". */
  private static final String HELLO = "ce013625030ba8dba906f756967f9e9ca394464a";

  private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private GithubClient client;

  /** The response of the server to a request. */
  private interface Answer {
    void to(HttpExchange request) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", request -> {
      asked.add(request.getRequestMethod() + " " + request.getRequestURI());
      script.remove().to(request);
    });
    server.start();
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    client = new GithubClient(endpoint, "secret", Duration.ofSeconds(1));
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void unpacksAnAnswer() {
    script.add(request -> {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(ADA.getBytes(UTF_8));
      }
      request.getResponseHeaders().set("Content-Encoding", "gzip");
      answer(request, 200, packed.toByteArray());
    });

    assertThat(client.me()).isEqualTo(new User(7, "ada", "http://localhost/ada"));
  }

  @Test
  void readsABlobFromAServerThatIgnoresTheRawMediaType() {
    for (String content : List.of("aGVsbG8K", "aGVs\\nbG8K\\n")) {
      script.add(request -> answer(request, 200, blob(content)));
      script.add(request -> answer(request, 200, blob(content)));

      assertThat(client.blob("ada", "site", HELLO)).isEqualTo("hello\n".getBytes(UTF_8));
    }
  }

  @Test
  void refusesABlobThatIsNotTheOneAskedFor() {
    // Other bytes, fewer bytes, more bytes, and none.
    for (String content : List.of("aGVsbHAK", "aGVsbG8=", "aGVsbG8KCg==", "")) {
      script.add(request -> answer(request, 200, Base64.getDecoder().decode(content)));
      script.add(request -> answer(request, 200, blob(content)));

      assertThatThrownBy(() -> client.blob("ada", "site", HELLO))
          .as(content)
          .isInstanceOf(GithubException.class)
          .hasMessageContaining("Could not read the blob " + HELLO + " of ada/site")
          .hasMessageContaining("have the hash");
    }
  }

  @Test
  void refusesABlobThatWasStoredAsSomethingElse() {
    script.add(request -> answer(request, 201, "{\"sha\": \"" + HELLO + "\"}"));
    assertThat(client.createBlob("ada", "site", "hello\n".getBytes(UTF_8))).isEqualTo(HELLO);
    script.add(request -> answer(request, 201, "{\"sha\": \"" + HELLO + "\"}"));

    assertThatThrownBy(() -> client.createBlob("ada", "site", "hello".getBytes(UTF_8)))
        .isInstanceOf(GithubException.class)
        .hasMessageContaining("Could not create a blob of 5 bytes in ada/site");
  }

  @Test
  void usesThePathsThatGithubDocumentsForARef() {
    String ref = """
        {"ref": "refs/heads/a/b", "url": "%s/repos/ada/site/git/ref/heads/a/b",
         "object": {"type": "commit", "sha": "1", "url": "u"}}""".formatted("http://127.0.0.1:" + server.getAddress().getPort());
    script.add(request -> answer(request, 200, ref));
    script.add(request -> answer(request, 200, ref));

    client.updateRef("ada", "site", "a/b", "2", false);

    assertThat(asked)
        .containsExactly(
            "GET /repos/ada/site/git/ref/heads/a/b", "PATCH /repos/ada/site/git/refs/heads/a/b");
  }

  private static String blob(String content) {
    return """
        {"sha": "%s", "size": 6, "encoding": "base64", "content": "%s", "url": "http://localhost/blob"}""".formatted(HELLO, content);
  }

  @Test
  void sendsWhatGithubExpectsOfAClient() {
    List<String> headers = Collections.synchronizedList(new ArrayList<>());
    script.add(request -> {
      headers.addAll(request.getRequestHeaders().get("Authorization"));
      headers.addAll(request.getRequestHeaders().get("User-Agent"));
      headers.addAll(request.getRequestHeaders().get("X-GitHub-Api-Version"));
      answer(request, 200, ADA);
    });

    client.me();

    assertThat(headers).containsExactly("Bearer secret", "stepwell-polaris", "2022-11-28");
  }

  @Test
  void followsARepositoryThatWasRenamed() {
    script.add(request -> {
      request.getResponseHeaders().set("Location", "/repositories/1");
      answer(request, 301, "{}");
    });
    script.add(request -> answer(request, 200, """
        {"name": "new", "owner": {"login": "ada"}, "html_url": "http://h", "clone_url": "c"}"""));

    assertThat(client.repository("ada", "old"))
        .isEqualTo(new Repository("ada", "new", "http://h", "main", "c"));
    assertThat(asked).containsExactly("GET /repos/ada/old", "GET /repositories/1");
  }

  @Test
  void countsThePauseByTheClockOfGithub() throws Exception {
    // This server sends a Date of its own in every response, which determines the end of the pause.
    script.add(request -> {
      long now = System.currentTimeMillis() / 1000;
      request.getResponseHeaders().set("X-RateLimit-Remaining", "0");
      request.getResponseHeaders().set("X-RateLimit-Reset", String.valueOf(now + 90));
      answer(request, 403, "{\"message\": \"API rate limit exceeded\"}");
    });

    assertThatThrownBy(client::me)
        .asInstanceOf(type(RetryAfterException.class))
        .satisfies(
            e -> assertThat(e.delay()).isBetween(Duration.ofSeconds(89), Duration.ofSeconds(92)));
  }

  @Test
  void pausesAMinuteWhenNoTimeIsNamed() {
    script.add(request -> answer(request, 403, "{\"message\": \"secondary rate limit\"}"));
    script.add(request -> answer(request, 429, ""));

    assertPausesAMinute();
    assertPausesAMinute();
  }

  @Test
  void quotesAProxyThatAnswersInHtml() {
    script.add(request -> answer(request, 502, "<html>\n <h1>Bad gateway</h1></html>"));

    assertRetriable(502, "<html> <h1>Bad gateway</h1></html>");
  }

  @Test
  void triesAgainWhatGithubOnlySeemsToRefuse() {
    script.add(
        request -> answer(request, 422, "{\"message\": \"Sorry, your request timed out.\"}"));
    script.add(request -> answer(request, 409, "{\"message\": \"Repository is unavailable\"}"));

    assertRetriable(422, "timed out");
    assertRetriable(409, "unavailable");
  }

  @Test
  void triesAgainWhatMakesNoSense() {
    script.add(request -> answer(request, 200, "{\"login\": "));
    script.add(request -> answer(request, 200, "{}"));

    assertRetriable(0, "makes no sense");
    assertRetriable(0, "makes no sense");
  }

  @Test
  void givesUpOnABodyThatStops() {
    script.add(request -> {
      request.sendResponseHeaders(200, 1000);
      request.getResponseBody().write("{".getBytes(UTF_8));
      request.getResponseBody().flush();
    });

    assertRetriable(0, "nothing complete within PT1S");
  }

  @Test
  void writesOnceWhereTheConnectionBreaks() {
    for (int i = 0; i < 4; i++) {
      script.add(HttpExchange::close);
    }

    assertThatThrownBy(() -> client.createBlob("ada", "app", new byte[1]))
        .isInstanceOf(GithubException.class)
        .hasMessageContaining("no answer from GitHub");
    assertThat(asked).containsExactly("POST /repos/ada/app/git/blobs");
  }

  private void assertPausesAMinute() {
    assertThatThrownBy(client::me)
        .asInstanceOf(type(RetryAfterException.class))
        .satisfies(e -> assertThat(e.delay()).isEqualTo(Duration.ofMinutes(1)));
  }

  private void assertRetriable(int status, String message) {
    assertThatThrownBy(client::me)
        .asInstanceOf(type(GithubException.class))
        .satisfies(e -> assertThat(e).hasMessageContaining(message))
        .satisfies(e -> assertThat(e.status()).isEqualTo(status));
  }

  private static void answer(HttpExchange request, int status, String body) throws IOException {
    answer(request, status, body.getBytes(UTF_8));
  }

  private static void answer(HttpExchange request, int status, byte[] body) throws IOException {
    request.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    request.getResponseBody().write(body);
    request.close();
  }
}
