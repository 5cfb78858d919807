package dev.stepwell.polaris.api;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.stepwell.NonRetriableException;
import dev.stepwell.polaris.projects.Conversation;
import dev.stepwell.polaris.projects.Message;
import dev.stepwell.polaris.projects.Project;
import dev.stepwell.polaris.projects.ProjectFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client of the internal API for the jobs. A permanent error (a wrong key, a missing project, a bad path) is a {@link
 * RefusedException}, which no step retries; all other errors are an {@link IOException}. Every call is idempotent,
 * thread-safe and interruptible.
 */
public final class PolarisClient {
  private final Transport transport;

  /**
   * A client of the API at this address.
   *
   * @param key the internal key; null if none is configured; {@link #checkConfiguration} then fails
   */
  public PolarisClient(URI base, @Nullable String key) {
    this.transport = new Transport(base, key);
  }

  /**
   * Checks that a key is configured.
   *
   * @throws NonRetriableException if none is, or one that is not valid in a header
   */
  public void checkConfiguration() {
    transport.checkKey();
  }

  /** Creates the project if it does not exist; an existing one keeps its name. */
  public Project createProject(String id, String name) throws IOException, InterruptedException {
    return transport.read(
        "PUT", project(id), Transport.json("name", name), new TypeReference<>() {});
  }

  /** The project. */
  public Project findProject(String id) throws IOException, InterruptedException {
    return transport.read("GET", project(id), null, new TypeReference<>() {});
  }

  /** Sets the status of the project's import. */
  public void importStatus(String id, String status) throws IOException, InterruptedException {
    transport.send("PUT", project(id) + "/import-status", Transport.json("status", status));
  }

  /** Sets the status of the project's export, and its target once known. */
  public void exportStatus(String id, String status, @Nullable String url)
      throws IOException, InterruptedException {
    BodyPublisher body = url == null
        ? Transport.json("status", status)
        : Transport.json("status", status, "url", url);
    transport.send("PUT", project(id) + "/export-status", body);
  }

  /** Removes all files of the project. */
  public void clean(String id) throws IOException, InterruptedException {
    transport.send("DELETE", project(id) + "/files", null);
  }

  /** Creates these folders and their parents if they are missing. */
  public void createFolders(String id, Collection<String> paths)
      throws IOException, InterruptedException {
    transport.send("POST", project(id) + "/folders", Transport.json(Map.of("paths", paths)));
  }

  /**
   * Writes or overwrites a file, and creates its folders.
   * @param kind {@code file}, {@code executable}, {@code symlink} or {@code submodule}
   */
  public void putFile(String id, String path, String kind, byte[] content)
      throws IOException, InterruptedException {
    String address = file(id, path) + "&kind=" + Transport.encoded(kind);
    transport.send("PUT", address, Transport.bytes(address, content));
  }

  /** Replaces the content of an existing file; it stays executable if it was. */
  public void updateFile(String id, String path, byte[] content)
      throws IOException, InterruptedException {
    String address = file(id, path);
    transport.send("PATCH", address, Transport.bytes(address, content));
  }

  /** All files and folders, by path. */
  public List<ProjectFile> files(String id) throws IOException, InterruptedException {
    return transport.read("GET", project(id) + "/files", null, new TypeReference<>() {});
  }

  /** A file's content. */
  public byte[] content(String id, String path) throws IOException, InterruptedException {
    return transport.send("GET", file(id, path), null);
  }

  /** Moves a file, or a folder with its content, to a free path. */
  public void rename(String id, String from, String to) throws IOException, InterruptedException {
    transport.send("POST", project(id) + "/rename", Transport.json("from", from, "to", to));
  }

  /** Removes a file, or a folder with its content. Returns whether it existed. */
  public boolean delete(String id, String path) throws IOException, InterruptedException {
    Map<String, Boolean> answer =
        transport.read("DELETE", file(id, path), null, new TypeReference<>() {});
    return answer.getOrDefault("deleted", false);
  }

  /** Creates the conversation if it does not exist. */
  public Conversation createConversation(String id, String projectId)
      throws IOException, InterruptedException {
    return transport.read(
        "PUT", conversation(id), Transport.json("projectId", projectId), new TypeReference<>() {});
  }

  /** The conversation. */
  public Conversation findConversation(String id) throws IOException, InterruptedException {
    return transport.read("GET", conversation(id), null, new TypeReference<>() {});
  }

  /** Sets the title of the conversation. */
  public void title(String id, String title) throws IOException, InterruptedException {
    transport.send("PUT", conversation(id) + "/title", Transport.json("title", title));
  }

  /** The latest messages up to a limit, oldest first. */
  public List<Message> recentMessages(String id, int max) throws IOException, InterruptedException {
    String address = conversation(id) + "/messages?limit=" + max;
    return transport.read("GET", address, null, new TypeReference<>() {});
  }

  /** Writes a message, or replaces its text and status. */
  public void putMessage(Message message) throws IOException, InterruptedException {
    transport.send(
        "PUT",
        message(message.id()),
        Transport.json(
            "conversationId", message.conversationId(),
            "role", message.role(),
            "content", message.content(),
            "status", message.status()));
  }

  /** The message. */
  public Message findMessage(String id) throws IOException, InterruptedException {
    return transport.read("GET", message(id), null, new TypeReference<>() {});
  }

  /** Sets the text and the status of an existing message. */
  public Message updateMessage(String id, String content, String status)
      throws IOException, InterruptedException {
    BodyPublisher body = Transport.json("content", content, "status", status);
    return transport.read("PATCH", message(id), body, new TypeReference<>() {});
  }

  /** Sets the status of an existing message. */
  public Message messageStatus(String id, String status) throws IOException, InterruptedException {
    return transport.read(
        "PATCH", message(id), Transport.json("status", status), new TypeReference<>() {});
  }

  private static String project(String id) {
    return "/internal/projects/" + Transport.segment(id);
  }

  private static String file(String id, String path) {
    return project(id) + "/file?path=" + Transport.encoded(path);
  }

  private static String conversation(String id) {
    return "/internal/conversations/" + Transport.segment(id);
  }

  private static String message(String id) {
    return "/internal/messages/" + Transport.segment(id);
  }
}
