package dev.stepwell.polaris.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwell.polaris.projects.Conversations;
import dev.stepwell.polaris.projects.Message;
import dev.stepwell.polaris.projects.NotFoundException;
import dev.stepwell.polaris.projects.Projects;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polaris's internal HTTP API on its data, guarded by a key that only Polaris's own parts know. With no key set, it refuses
 * everything.
 */
public final class PolarisServer implements AutoCloseable {
  /** The header that carries the key. */
  static final String KEY_HEADER = "X-Internal-Key";

  private static final Logger log = LoggerFactory.getLogger(PolarisServer.class);
  private static final long LARGEST_REQUEST = 110L * 1024 * 1024;

  private final ObjectMapper mapper = new ObjectMapper();
  private final Projects projects;
  private final Conversations conversations;
  private final @Nullable String key;
  private final Javalin javalin;

  private PolarisServer(DataSource dataSource, int port, @Nullable String key) {
    this.projects = new Projects(dataSource);
    this.conversations = new Conversations(dataSource);
    this.key = key;
    this.javalin = Javalin.create(config -> {
      config.startup.showJavalinBanner = false;
      config.http.maxRequestSize = LARGEST_REQUEST;
      config.routes.before(this::checkKey);
      addProjects(config.routes);
      addFiles(config.routes);
      addConversations(config.routes);
      addProblems(config.routes);
    });
    this.javalin.start("127.0.0.1", port);
  }

  /**
   * Starts to serve on 127.0.0.1.
   *
   * @param port the port; 0 for any that is free
   * @param key the key that requests must carry; null refuses all
   */
  public static PolarisServer start(DataSource dataSource, int port, @Nullable String key) {
    return new PolarisServer(dataSource, port, key);
  }

  /** The port on which it serves. */
  public int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    javalin.stop();
  }

  private void checkKey(Context request) {
    String given = request.header(KEY_HEADER);
    boolean right =
        key != null && given != null && MessageDigest.isEqual(digest(key), digest(given));
    if (!right) {
      throw new Refusal(
          401,
          "Unauthorized",
          "this API needs the header " + KEY_HEADER + " with the value of POLARIS_INTERNAL_KEY");
    }
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private void addProjects(RoutesConfig routes) {
    routes.put(
        "/internal/projects/{id}",
        request -> request.json(projects.create(id(request), text(request, "name"))));
    routes.get("/internal/projects/{id}", request -> request.json(projects.find(id(request))));
    routes.put("/internal/projects/{id}/import-status", request -> {
      projects.importStatus(id(request), text(request, "status"));
      request.status(204);
    });
    routes.put("/internal/projects/{id}/export-status", request -> {
      projects.exportStatus(id(request), text(request, "status"), optionalText(request, "url"));
      request.status(204);
    });
  }

  private void addFiles(RoutesConfig routes) {
    routes.get(
        "/internal/projects/{id}/files", request -> request.json(projects.files(id(request))));
    routes.delete("/internal/projects/{id}/files", request -> {
      projects.clean(id(request));
      request.status(204);
    });
    routes.post("/internal/projects/{id}/folders", request -> {
      List<String> paths = new ArrayList<>();
      body(request).path("paths").forEach(path -> paths.add(path.asText()));
      projects.createFolders(id(request), paths);
      request.status(204);
    });
    routes.put("/internal/projects/{id}/file", request -> {
      projects.putFile(
          id(request), query(request, "path"), query(request, "kind"), request.bodyAsBytes());
      request.status(204);
    });
    routes.get("/internal/projects/{id}/file", request -> {
      request.contentType("application/octet-stream");
      request.result(projects.content(id(request), query(request, "path")));
    });
    routes.delete(
        "/internal/projects/{id}/file",
        request ->
            request.json(Map.of("deleted", projects.delete(id(request), query(request, "path")))));
    routes.post("/internal/projects/{id}/rename", request -> {
      projects.rename(id(request), text(request, "from"), text(request, "to"));
      request.status(204);
    });
  }

  private void addConversations(RoutesConfig routes) {
    routes.put(
        "/internal/conversations/{id}",
        request -> request.json(conversations.create(id(request), text(request, "projectId"))));
    routes.get(
        "/internal/conversations/{id}", request -> request.json(conversations.find(id(request))));
    routes.put("/internal/conversations/{id}/title", request -> {
      conversations.title(id(request), text(request, "title"));
      request.status(204);
    });
    routes.get(
        "/internal/conversations/{id}/messages",
        request -> request.json(
            conversations.recent(id(request), Integer.parseInt(query(request, "limit")))));
    routes.put("/internal/messages/{id}", request -> {
      conversations.put(new Message(
          id(request),
          text(request, "conversationId"),
          text(request, "role"),
          text(request, "content"),
          text(request, "status")));
      request.status(204);
    });
  }

  private static void addProblems(RoutesConfig routes) {
    routes.exception(
        Refusal.class, (e, request) -> problem(request, e.status, e.title, e.getMessage()));
    routes.exception(
        NotFoundException.class,
        (e, request) -> problem(request, 404, "Not Found", e.getMessage()));
    routes.exception(
        IllegalArgumentException.class,
        (e, request) -> problem(request, 400, "Bad Request", e.getMessage()));
    routes.exception(Exception.class, (e, request) -> {
      log.error("{} {} failed", request.method(), request.path(), e);
      problem(request, 500, "Internal Server Error", "the log tells more");
    });
  }

  private static void problem(Context request, int status, String title, @Nullable String detail) {
    request.status(status);
    request.json(new Problem("about:blank", title, status, String.valueOf(detail)));
    request.contentType("application/problem+json");
  }

  /** Problem details (RFC 9457). */
  record Problem(String type, String title, int status, String detail) {}

  private static String id(Context request) {
    return request.pathParam("id");
  }

  private static String query(Context request, String name) {
    String value = request.queryParam(name);
    if (value == null) {
      throw new IllegalArgumentException("the query has no " + name);
    }
    return value;
  }

  private JsonNode body(Context request) {
    try {
      JsonNode body = mapper.readTree(request.bodyAsBytes());
      if (body != null && body.isObject()) {
        return body;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the body is not JSON: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("the body must be a JSON object");
  }

  private String text(Context request, String field) {
    String value = optionalText(request, field);
    if (value == null) {
      throw new IllegalArgumentException("field " + field + " is missing, or no string");
    }
    return value;
  }

  private @Nullable String optionalText(Context request, String field) {
    JsonNode value = body(request).path(field);
    return value.isTextual() ? value.asText() : null;
  }

  /** A request that is refused with this status. */
  private static final class Refusal extends RuntimeException {
    @java.io.Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;

    Refusal(int status, String title, String detail) {
      super(detail);
      this.status = status;
      this.title = title;
    }
  }
}
