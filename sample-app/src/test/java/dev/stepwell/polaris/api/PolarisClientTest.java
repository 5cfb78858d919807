package dev.stepwell.polaris.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.NonRetriableException;
import dev.stepwell.polaris.projects.Conversation;
import dev.stepwell.polaris.projects.Message;
import dev.stepwell.polaris.projects.Project;
import dev.stepwell.polaris.projects.ProjectFile;
import dev.stepwell.polaris.projects.ProjectFiles;
import dev.stepwell.polaris.projects.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client with the server over real HTTP, and the client's errors. */
class PolarisClientTest {
  @AutoClose
  private static final TestPolaris polaris = new TestPolaris();

  private static final PolarisClient client = polaris.client();

  private String project = "";

  @BeforeEach
  void createProject() throws Exception {
    project = polaris.createProject("Tides");
  }

  @Test
  void carriesProjects() throws Exception {
    client.importStatus(project, "importing");
    client.importStatus(project, "completed");
    client.exportStatus(project, "exporting", null);
    client.exportStatus(project, "completed", "https://example.org/täglich?a=b#c");
    assertThat(client.findProject(project))
        .isEqualTo(client.createProject(project, "ignored"))
        .isEqualTo(new Project(
            project, "Tides", "completed", "completed", "https://example.org/täglich?a=b#c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "with blank",
        " ",
        "a+b",
        "a&b=c",
        "what?",
        "#1",
        "100%",
        "%2F",
        "%",
        "a;b",
        "\"'<>",
        "back\\slash",
        "grüße/日本語/🦀.txt",
        "e\u0301",
        "tab\tnew\nline",
        "...",
        ".gitignore",
        "a/.github/x",
        "~",
        "[a]",
        "{b}",
        "$HOME",
        "*"
      })
  void carriesEveryPath(String path) throws Exception {
    byte[] content = path.getBytes(UTF_8);
    client.putFile(project, path, "file", content);
    client.putFile(project, path, "file", content);
    assertThat(client.files(project))
        .filteredOn(ProjectFile::hasContent)
        .containsExactly(new ProjectFile(path, "file", content.length));
    assertThat(client.content(project, path)).isEqualTo(content);
    client.updateFile(project, path, new byte[0]);
    assertThat(client.content(project, path)).isEmpty();
    client.rename(project, path, "to/" + path);
    client.rename(project, path, "to/" + path);
    assertThat(client.content(project, "to/" + path)).isEmpty();
    assertThat(client.delete(project, "to/" + path)).isTrue();
    assertThat(client.delete(project, "to/" + path)).isFalse();
  }

  @Test
  void carriesEveryByte() throws Exception {
    byte[] content = new byte[70_000];
    new Random(1).nextBytes(content);
    for (int i = 0; i < 256; i++) {
      content[i] = (byte) i;
    }
    client.putFile(project, "random", "executable", content);
    assertThat(client.content(project, "random")).isEqualTo(content);
    assertThat(client.files(project))
        .containsExactly(new ProjectFile("random", "executable", content.length));
  }

  @Test
  void carriesTheLargestFile() throws Exception {
    byte[] content = new byte[ProjectFiles.LARGEST_CONTENT];
    new Random(2).nextBytes(content);
    client.putFile(project, "large", "file", content);
    assertThat(client.content(project, "large")).isEqualTo(content);
    assertRefused(
        413,
        "a file may have 104857600 bytes, and this one has 104857601",
        () -> client.putFile(project, "larger", "file", new byte[content.length + 1]));
  }

  @Test
  void carriesFoldersAndCleans() throws Exception {
    client.createFolders(project, List.of("b/c", "a", "grüße & co"));
    client.createFolders(project, List.of("a"));
    client.createFolders(project, List.of());
    assertThat(client.files(project))
        .extracting(ProjectFile::path)
        .containsExactly("a", "b", "b/c", "grüße & co");
    client.clean(project);
    client.clean(project);
    assertThat(client.files(project)).isEmpty();
  }

  @Test
  void carriesConversations() throws Exception {
    String id = "c-" + project;
    assertThat(client.createConversation(id, project))
        .isEqualTo(new Conversation(id, project, null));
    client.title(id, "Über Gezeiten");
    assertThat(client.createConversation(id, project))
        .isEqualTo(client.findConversation(id))
        .isEqualTo(new Conversation(id, project, "Über Gezeiten"));
    Message question = new Message(id + "-1", id, "user", "Wann? 🌊\n\"'\\", "completed");
    Message answer = new Message(id + "-2", id, "assistant", "", "processing");
    client.putMessage(question);
    client.putMessage(answer);
    client.putMessage(answer);
    assertThat(client.recentMessages(id, 10)).containsExactly(question, answer);
    assertThat(client.messageStatus(answer.id(), "cancelled").status()).isEqualTo("cancelled");
    Message whole = new Message(answer.id(), id, "assistant", "Um 6.", "completed");
    assertThat(client.updateMessage(answer.id(), "Um 6.", "completed"))
        .isEqualTo(client.findMessage(answer.id()))
        .isEqualTo(whole);
    assertThat(client.recentMessages(id, 1)).containsExactly(whole);
  }

  @Test
  void refusesForGood() {
    assertRefused(404, "there is no project nobody", () -> client.findProject("nobody"));
    assertRefused(404, "there is no project nobody", () -> client.importStatus("nobody", "failed"));
    assertRefused(404, "there is no project nobody", () -> client.clean("nobody"));
    assertRefused(404, "no file 'none'", () -> client.content(project, "none"));
    assertRefused(404, "no file 'none'", () -> client.updateFile(project, "none", new byte[0]));
    assertRefused(404, "there is no conversation nobody", () -> client.title("nobody", "x"));
    assertRefused(
        404, "there is no message nobody", () -> client.messageStatus("nobody", "failed"));
    assertRefused(
        400, "is no path", () -> client.putFile(project, "../etc/passwd", "file", new byte[0]));
    assertRefused(400, "is not the kind", () -> client.putFile(project, "a", "pipe", new byte[0]));
    assertRefused(400, "half a surrogate pair", () -> client.content(project, "a\ud800"));
    for (String id : List.of("", "..", "../projects", "a/b", "a%2Fb", "a?b")) {
      assertRefused(400, "is no id", () -> client.clean(id));
      assertRefused(400, "is no id", () -> client.findConversation(id));
      assertRefused(400, "is no id", () -> client.findMessage(id));
    }
  }

  @Test
  void refusesAWrongKeyForGood() {
    PolarisClient stranger = new PolarisClient(polaris.base(), "wrong");
    stranger.checkConfiguration();
    assertRefused(401, "X-Internal-Key", () -> stranger.findProject(project));
  }

  @Test
  void tellsOfAMissingOrImpossibleKeyWithoutTheKey() {
    for (String key : new String[] {null, "", " "}) {
      PolarisClient none = new PolarisClient(polaris.base(), key);
      for (ThrowingCallable use :
          List.<ThrowingCallable>of(none::checkConfiguration, () -> none.findProject(project))) {
        assertThatThrownBy(use)
            .isInstanceOf(NonRetriableException.class)
            .hasMessageStartingWith("POLARIS_INTERNAL_KEY is not set");
      }
    }
    assertThatThrownBy(() -> new PolarisClient(polaris.base(), "secret\n").findProject(project))
        .isInstanceOf(NonRetriableException.class)
        .hasMessageContaining("POLARIS_INTERNAL_KEY must be visible ASCII")
        .hasMessageNotContaining("secret");
  }

  @Test
  void triesAgainWhenTheServerFails() throws Exception {
    HikariDataSource database = TestDatabase.fresh();
    try (PolarisServer server = PolarisServer.start(database, 0, TestPolaris.KEY)) {
      PolarisClient other = clientOf(server.port());
      other.createProject("p", "Tides");
      database.close();
      assertThatThrownBy(() -> other.findProject("p"))
          .isInstanceOf(IOException.class)
          .hasMessage("GET /internal/projects/p was answered with 500: see the log of Polaris");
    }
  }

  @Test
  void triesAgainWhenThereIsNoServer() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThatThrownBy(() -> clientOf(port).findProject("p")).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 408, 429, 502, 503})
  void triesAgainWhenSomethingElseAnswers(int status) throws Exception {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext("/", exchange -> {
      byte[] body = "<html>not Polaris</html>".getBytes(UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    other.start();
    try {
      assertThatThrownBy(() -> clientOf(other.getAddress().getPort()).files("p"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(status + ": <html>not Polaris</html>");
    } finally {
      other.stop(0);
    }
  }

  @Test
  @Timeout(20)
  void endsWhenInterrupted() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PolarisClient waiting = clientOf(silent.getLocalPort());
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread thread = new Thread(() -> {
        try {
          waiting.findProject("p");
        } catch (IOException | InterruptedException | RuntimeException e) {
          thrown.set(e);
        }
      });
      thread.start();
      silent.accept().getInputStream().read();
      thread.interrupt();
      thread.join();
      assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }
  }

  private static PolarisClient clientOf(int port) {
    return new PolarisClient(URI.create("http://127.0.0.1:" + port), TestPolaris.KEY);
  }

  private static void assertRefused(int status, String why, ThrowingCallable use) {
    assertThatThrownBy(use)
        .isInstanceOfSatisfying(RefusedException.class, e -> {
          assertThat(e.status()).isEqualTo(status);
          assertThat(e.detail()).contains(why);
          assertThat(e).hasMessageContaining(e.detail());
        })
        .isInstanceOf(NonRetriableException.class);
  }
}
