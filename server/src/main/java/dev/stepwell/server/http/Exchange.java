package dev.stepwell.server.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A request and its response, which is buffered until the handlers are done. */
public final class Exchange {
  /** The attribute of a request that was HEAD, and is processed like GET. */
  public static final String HEAD = "dev.stepwell.server.head";

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private @Nullable Route route;
  private Map<String, String> pathParameters = Map.of();
  private byte @Nullable [] result;
  private @Nullable CompletionStage<?> later;

  Exchange(HttpServletRequest request, HttpServletResponse response) {
    this.request = request;
    this.response = response;
  }

  void matched(Route found, Map<String, String> parameters) {
    route = found;
    pathParameters = parameters;
  }

  /** The request of the container. */
  public HttpServletRequest req() {
    return request;
  }

  /** The response of the container, for streams. */
  public HttpServletResponse res() {
    return response;
  }

  /** The route of the request; null if there is none, or before it is found. */
  public @Nullable Route route() {
    return route;
  }

  /** The method, such as {@code GET}. HEAD appears as GET. */
  public String method() {
    return request.getMethod();
  }

  /** The original path, including the mount. */
  public String path() {
    return request.getRequestURI();
  }

  /** The path of the mount: empty, or starting with a slash. */
  public String contextPath() {
    return request.getContextPath();
  }

  /** The original path below the mount; starts with a slash. */
  public String pathWithin() {
    return path().substring(contextPath().length());
  }

  /** A parameter of the route's path, decoded. */
  public String pathParam(String name) {
    return PathTemplate.decoded(Objects.requireNonNull(pathParameters.get(name), name));
  }

  /** The parameters of the query, each with its values. */
  public Map<String, List<String>> queryParamMap() {
    return QueryString.of(request.getQueryString());
  }

  /**
   * Rejects a query. Requests that change something have their parameters in the body, so a parameter of the query would
   * be ignored.
   *
   * @param cure what to send instead, for the message
   */
  public void refuseQuery(String cure) {
    Set<String> names = new TreeSet<>(queryParamMap().keySet());
    if (!names.isEmpty()) {
      throw Problem.bad("the query has " + names + ", but this request takes no query: " + cure);
    }
  }

  /** Whether only the headers of the response are requested. */
  public boolean isHead() {
    return request.getAttribute(HEAD) != null;
  }

  /** A header of the request; null if absent. */
  public @Nullable String header(String name) {
    return request.getHeader(name);
  }

  /** Sets a header of the response. */
  public void header(String name, String value) {
    response.setHeader(name, value);
  }

  /** The body of the request. */
  public byte[] bodyAsBytes() {
    try {
      return request.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw Problem.bad("the request is malformed, or ended too early");
    }
  }

  /** Sets a cookie that scripts cannot read and that pages of other sites do not send. */
  public void cookie(String name, String value, int maxAgeSeconds, boolean isSecure) {
    Cookie cookie = new Cookie(name, value);
    cookie.setPath(contextPath().isEmpty() ? "/" : contextPath());
    cookie.setMaxAge(maxAgeSeconds);
    cookie.setSecure(isSecure);
    cookie.setHttpOnly(true);
    cookie.setAttribute("SameSite", "Strict");
    response.addCookie(cookie);
  }

  /** Sets the status of the response. */
  public void status(int status) {
    response.setStatus(status);
  }

  /** Sets the media type of the response. */
  public Exchange contentType(String type) {
    response.setContentType(type);
    return this;
  }

  /** Answers with a text, in UTF-8. */
  public void result(String text) {
    result(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers with these bytes. */
  public void result(byte[] bytes) {
    result = bytes;
  }

  /** Answers with a value as JSON. */
  public void json(Object value) {
    contentType("application/json").result(HttpJson.bytes(value));
  }

  /** Keeps the response open without a thread until this stage completes, which sets the response. */
  public void later(CompletionStage<?> stage) {
    later = stage;
  }

  @Nullable
  CompletionStage<?> pending() {
    return later;
  }

  /** Writes the response, unless it is written already, and completes the request. */
  void finish() throws IOException {
    byte[] bytes = result;
    if (bytes == null || response.isCommitted()) {
      complete();
      return;
    }
    byte[] sent = Compression.encoded(request, response, bytes);
    if (isHead() || !request.isAsyncSupported()) {
      try {
        response.getOutputStream().write(sent);
      } finally {
        complete();
      }
    } else {
      ResponseWrite.start(async(), sent, MemoryBudget.Share.ofResponse(request, sent.length));
    }
  }

  private AsyncContext async() {
    if (request.isAsyncStarted()) {
      return request.getAsyncContext();
    }
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(0);
    return async;
  }

  /** Completes the request, if the container waits for that. */
  void complete() {
    if (request.isAsyncStarted()) {
      request.getAsyncContext().complete();
    }
  }
}
