package dev.stepwell.inngest.events;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Requests to a server, with the headers that identify this application. */
public final class ServerHttp {
  /** The headers of every request that describe the sender. */
  public static final String SDK = "inngest-stepwell:v0.1.0";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int LAST_SUCCESS = 299;

  private final HttpClient client = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(CONNECT_TIMEOUT)
      .build();
  private final List<String> bearers;
  private final @Nullable String environment;
  private final Duration timeout;

  /**
   * Requests with these values of {@code Authorization}, tried in this order.
   *
   * @param environment the server's environment; null for its default
   */
  public ServerHttp(List<String> bearers, @Nullable String environment) {
    this(bearers, environment, TIMEOUT);
  }

  ServerHttp(List<String> bearers, @Nullable String environment, Duration timeout) {
    this.bearers = List.copyOf(bearers);
    this.environment = environment;
    this.timeout = timeout;
  }

  /**
   * A response.
   *
   * @param status the HTTP status
   * @param body the body
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
  public record Answer(int status, byte[] body) {
    /** Whether the request was accepted. */
    public boolean isSuccess() {
      return status <= LAST_SUCCESS;
    }
  }

  /**
   * Sends a request, and returns the response.
   *
   * @param body the body; null for none
   * @throws ServerException if it does not respond
   */
  public Answer request(
      String method, String url, Map<String, String> headers, byte @Nullable [] body) {
    Answer answer = null;
    for (String bearer : bearers.isEmpty() ? List.of("") : bearers) {
      answer = once(method, url, headers, body, bearer);
      if (answer.status != UNAUTHORIZED && answer.status != FORBIDDEN) {
        break;
      }
    }
    return Objects.requireNonNull(answer);
  }

  private Answer once(
      String method,
      String url,
      Map<String, String> headers,
      byte @Nullable [] body,
      String bearer) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
        .timeout(timeout)
        .header("x-inngest-sdk", SDK)
        .header("user-agent", SDK)
        .method(
            method,
            body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(body));
    if (body != null) {
      request.header("content-type", "application/json");
    }
    if (!bearer.isEmpty()) {
      request.header("authorization", bearer);
    }
    if (environment != null) {
      request.header("x-inngest-env", environment);
    }
    headers.forEach(request::header);
    return answer(method, url, request.build());
  }

  private Answer answer(String method, String url, HttpRequest request) {
    String path = URI.create(url).getPath();
    try {
      HttpResponse<byte[]> response = client.send(request, info -> new TimedBody(timeout));
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new ServerException(
          "the Inngest server at " + request.uri().getAuthority() + " did not respond to " + method
              + " " + (path.startsWith("/e/") ? "/e/…" : path) + ": " + e,
          0,
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException(
          "the thread was interrupted while it waited for the Inngest server at "
              + request.uri().getAuthority(),
          0,
          e);
    }
  }
}
