package dev.stepwell.polaris.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwell.NonRetriableException;
import dev.stepwell.polaris.projects.Conversation;
import dev.stepwell.polaris.projects.Message;
import dev.stepwell.polaris.projects.Project;
import dev.stepwell.polaris.projects.ProjectFile;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The internal API as the jobs use it. What cannot be mended by trying again (a wrong key, a missing project, a bad path) is a
 * {@link NonRetriableException}; everything else is an {@link IOException}.
 */
public final class PolarisClient {
  private static final Duration CONNECTING = Duration.ofSeconds(5);
  private static final Duration ANSWERING = Duration.ofSeconds(60);

  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpClient http = HttpClient.newBuilder()
      .connectTimeout(CONNECTING)
      .version(HttpClient.Version.HTTP_1_1)
      .build();
  private final URI base;
  private final @Nullable String key;

  /**
   * A client of the API at this address.
   *
   * @param key the internal key; null when none is configured, and then {@link #checkConfiguration} says so
   */
  public PolarisClient(URI base, @Nullable String key) {
    this.base = base;
    this.key = key;
  }

  /**
   * Makes sure that a key is configured.
   *
   * @throws NonRetriableException if none is
   */
  public void checkConfiguration() {
    if (key == null || key.isBlank()) {
      throw new NonRetriableException(
          "POLARIS_INTERNAL_KEY is not set: set it to the key of Polaris's internal API");
    }
  }

  /** Creates the project if it is not there. */
  public Project createProject(String id, String name) throws IOException, InterruptedException {
    return read(send("PUT", project(id), json("name", name)), new TypeReference<>() {});
  }

  /** The project. */
  public Project findProject(String id) throws IOException, InterruptedException {
    return read(send("GET", project(id), null), new TypeReference<>() {});
  }

  /** Sets how far the project's import is. */
  public void importStatus(String id, String status) throws IOException, InterruptedException {
    send("PUT", project(id) + "/import-status", json("status", status));
  }

  /** Sets how far the project's export is, and where it went once that is known. */
  public void exportStatus(String id, String status, @Nullable String url)
      throws IOException, InterruptedException {
    BodyPublisher body = url == null ? json("status", status) : json("status", status, "url", url);
    send("PUT", project(id) + "/export-status", body);
  }

  /** Removes all files of the project. */
  public void clean(String id) throws IOException, InterruptedException {
    send("DELETE", project(id) + "/files", null);
  }

  /** Makes these folders, where they are missing. */
  public void createFolders(String id, Collection<String> paths)
      throws IOException, InterruptedException {
    send("POST", project(id) + "/folders", json(Map.of("paths", paths)));
  }

  /** Writes a file, over one that is there. */
  public void putFile(String id, String path, String kind, byte[] content)
      throws IOException, InterruptedException {
    send(
        "PUT",
        project(id) + "/file?path=" + encoded(path) + "&kind=" + kind,
        BodyPublishers.ofByteArray(content));
  }

  /** All files and folders, by path. */
  public List<ProjectFile> files(String id) throws IOException, InterruptedException {
    return read(send("GET", project(id) + "/files", null), new TypeReference<>() {});
  }

  /** A file's content. */
  public byte[] content(String id, String path) throws IOException, InterruptedException {
    return send("GET", project(id) + "/file?path=" + encoded(path), null);
  }

  /** Moves a file, or a folder with all that is in it. */
  public void rename(String id, String from, String to) throws IOException, InterruptedException {
    send("POST", project(id) + "/rename", json("from", from, "to", to));
  }

  /** Removes a file, or a folder with all that is in it. */
  public void delete(String id, String path) throws IOException, InterruptedException {
    send("DELETE", project(id) + "/file?path=" + encoded(path), null);
  }

  /** Creates the conversation if it is not there. */
  public Conversation createConversation(String id, String projectId)
      throws IOException, InterruptedException {
    return read(
        send("PUT", conversation(id), json("projectId", projectId)), new TypeReference<>() {});
  }

  /** The conversation. */
  public Conversation findConversation(String id) throws IOException, InterruptedException {
    return read(send("GET", conversation(id), null), new TypeReference<>() {});
  }

  /** Gives the conversation a title. */
  public void title(String id, String title) throws IOException, InterruptedException {
    send("PUT", conversation(id) + "/title", json("title", title));
  }

  /** The newest messages, at most so many, the oldest of them first. */
  public List<Message> recentMessages(String id, int most)
      throws IOException, InterruptedException {
    return read(
        send("GET", conversation(id) + "/messages?limit=" + most, null), new TypeReference<>() {});
  }

  /** Writes a message, or its text and status anew. */
  public void putMessage(Message message) throws IOException, InterruptedException {
    send(
        "PUT",
        "/internal/messages/" + encoded(message.id()),
        json(
            "conversationId", message.conversationId(),
            "role", message.role(),
            "content", message.content(),
            "status", message.status()));
  }

  private static String project(String id) {
    return "/internal/projects/" + encoded(id);
  }

  private static String conversation(String id) {
    return "/internal/conversations/" + encoded(id);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private BodyPublisher json(String... namesAndValues) {
    Map<String, Object> object = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return json(object);
  }

  private BodyPublisher json(Map<String, ?> object) {
    try {
      return BodyPublishers.ofByteArray(mapper.writeValueAsBytes(object));
    } catch (JsonProcessingException e) {
      throw new NonRetriableException("the request cannot be written as JSON", e);
    }
  }

  private <T> T read(byte[] body, TypeReference<T> type) throws IOException {
    return mapper.readValue(body, type);
  }

  private byte[] send(String method, String path, @Nullable BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
        .timeout(ANSWERING)
        .method(method, body == null ? BodyPublishers.noBody() : body);
    if (key != null) {
      request.header(PolarisServer.KEY_HEADER, key);
    }
    HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
    int status = response.statusCode();
    if (status < 300) {
      return response.body();
    }
    String message = method + " " + path + " was answered with " + status + ": "
        + new String(response.body(), StandardCharsets.UTF_8);
    if (status < 500) {
      throw new NonRetriableException(message);
    }
    throw new IOException(message);
  }
}
