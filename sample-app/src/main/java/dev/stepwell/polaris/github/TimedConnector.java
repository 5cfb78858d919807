package dev.stepwell.polaris.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kohsuke.github.connector.GitHubConnector;
import org.kohsuke.github.connector.GitHubConnectorRequest;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/**
 * Sends github-api's requests, each with a timeout, and sends each write only once.
 *
 * <p>Throws an error response as a {@link RefusedAnswer}, before github-api can sleep because of a rate limit, and a
 * broken connection as a {@link NoAnswer}, which github-api does not retry. Durable steps retry better than either.
 */
final class TimedConnector implements GitHubConnector {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SINGLE_REF =
      Pattern.compile("(.*/repos/[^/]+/[^/]+)/git/refs?/(.+)");

  private final HttpClient http;
  private final Duration timeout;

  TimedConnector(URI endpoint, Duration connectTimeout, Duration timeout) {
    this.timeout = timeout;
    // Over plain HTTP, which only stand-ins use, an upgrade to HTTP/2 would fail.
    boolean secure = "https".equalsIgnoreCase(endpoint.getScheme());
    this.http = HttpClient.newBuilder()
        .connectTimeout(connectTimeout)
        .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
        .build();
  }

  @Override
  public GitHubConnectorResponse send(GitHubConnectorRequest request) throws IOException {
    Answer answer = new Answer(request, exchange(toHttp(request)));
    if (answer.statusCode() < 400) {
      return answer;
    }
    String message = said(answer);
    throw new RefusedAnswer(answer.statusCode(), message, GitHubRateLimit.pause(answer, message));
  }

  private HttpResponse<byte[]> exchange(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    try {
      // HttpRequest.timeout ends with the headers; this one covers the body too.
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new NoAnswer(String.valueOf(e.getCause()), e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new NoAnswer("nothing complete within " + timeout, e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new NoAnswer("interrupted while waiting", e);
    }
  }

  private static HttpRequest toHttp(GitHubConnectorRequest request) throws IOException {
    HttpRequest.Builder http =
        HttpRequest.newBuilder(documented(request.method(), request.url().toString()));
    request
        .allHeaders()
        .forEach((name, values) -> values.forEach(value -> http.header(name, value)));
    http.setHeader("User-Agent", "stepwell-polaris");
    if (!request.hasBody()) {
      return http.method(request.method(), HttpRequest.BodyPublishers.noBody()).build();
    }
    if (request.contentType() != null) {
      http.setHeader("Content-Type", request.contentType());
    }
    try (InputStream body = request.body()) {
      return http.method(
              request.method(), HttpRequest.BodyPublishers.ofByteArray(body.readAllBytes()))
          .build();
    }
  }

  /**
   * The documented URL of a single ref: {@code git/ref/…} for reads, {@code git/refs/…} for changes. github-api reads
   * from the second, which other servers than GitHub's do not support.
   */
  private static URI documented(String method, String url) {
    Matcher ref = SINGLE_REF.matcher(url);
    if (!ref.matches()) {
      return URI.create(url);
    }
    return URI.create(
        ref.group(1) + (method.equals("GET") ? "/git/ref/" : "/git/refs/") + ref.group(2));
  }

  /** GitHub's error message, including those of individual fields. */
  private static String said(Answer answer) throws IOException {
    String body;
    try (InputStream in = answer.bodyStream()) {
      body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    try {
      JsonNode json = JSON.readTree(body);
      StringBuilder said = new StringBuilder(json.path("message").asText(""));
      for (JsonNode error : json.path("errors")) {
        String detail = error.isTextual()
            ? error.asText()
            : error
                .path("message")
                .asText(error.path("field").asText() + " " + error.path("code").asText());
        said.append(said.isEmpty() ? "" : " · ").append(detail);
      }
      return said.isEmpty() ? "no reason given" : said.toString();
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      // A proxy may answer in HTML.
      String line = body.strip().replaceAll("\\s+", " ");
      return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }
  }

  /** A complete response in memory. */
  private static final class Answer extends GitHubConnectorResponse {
    private final byte[] body;

    Answer(GitHubConnectorRequest request, HttpResponse<byte[]> http) {
      super(request, http.statusCode(), http.headers().map());
      this.body = http.body();
    }

    @Override
    public InputStream bodyStream() throws IOException {
      return wrapStream(new ByteArrayInputStream(body));
    }

    @Override
    public void close() {}
  }
}
