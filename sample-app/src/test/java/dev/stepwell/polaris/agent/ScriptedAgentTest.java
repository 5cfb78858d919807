package dev.stepwell.polaris.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwell.polaris.api.PolarisClient;
import dev.stepwell.polaris.api.TestPolaris;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The agent's loop with the scripted model, on a real project. Like between durable steps, the transcript passes
 * through JSON.
 */
class ScriptedAgentTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MAX_ROUNDS = 40;

  @AutoClose
  private static final TestPolaris polaris = new TestPolaris();

  private static final PolarisClient client = polaris.client();
  private static final Tools tools = new Tools(client);

  private final Model model = new Model(new ScriptedChatModel(Duration.ZERO));
  private String project = "";

  @BeforeEach
  void createProject() throws Exception {
    project = polaris.createProject("Tides");
  }

  @Test
  void addsToTheReadme() throws Exception {
    put("A.md", "not this");
    put("README.md", "# Tides\n");
    List<Entry> transcript = converse("Please thank\neverybody");
    assertThat(toolsOf(transcript)).containsExactly("list-files", "read-files", "update-file");
    assertThat(answer(transcript))
        .isEqualTo("I added your request to README.md: Please thank\neverybody");
    assertThat(text("README.md")).isEqualTo("# Tides\n\n> Please thank\n> everybody\n");
    assertThat(text("A.md")).isEqualTo("not this");
  }

  @Test
  void addsToTheFirstTextWhereThereIsNoReadme() throws Exception {
    client.putFile(project, "link.md", "symlink", "tides.js".getBytes(UTF_8));
    client.putFile(project, "logo.png", "file", new byte[] {(byte) 0x89});
    put("tides.js", "let a");
    assertThat(answer(converse("hello"))).isEqualTo("I added your request to tides.js: hello");
    assertThat(text("tides.js")).isEqualTo("let a\n\n> hello\n");
    assertThat(text("link.md")).isEqualTo("tides.js");
  }

  @Test
  void createsAFileInAnEmptyProject() throws Exception {
    List<Entry> transcript = converse("hello");
    assertThat(toolsOf(transcript)).containsExactly("list-files", "create-files");
    assertThat(answer(transcript)).isEqualTo("I created NOTES.md, which says: hello");
    assertThat(text("NOTES.md")).isEqualTo("> hello\n");
  }

  @Test
  void leavesAFileAloneThatItHasNotSeenWhole() throws Exception {
    String large = "x".repeat(Reader.MAX_SHOWN + 1);
    put("README.md", large);
    put("NOTES.md", "mine");
    List<Entry> transcript = converse("hello");
    assertThat(toolsOf(transcript)).containsExactly("list-files", "read-files", "create-files");
    assertThat(answer(transcript)).isEqualTo("I created NOTES-2.md, which says: hello");
    assertThat(text("README.md")).isEqualTo(large);
    assertThat(text("NOTES.md")).isEqualTo("mine");
  }

  @Test
  void leavesAFileAloneThatIsNoText() throws Exception {
    put("README.md", "nul \0");
    assertThat(answer(converse("hello"))).isEqualTo("I created NOTES.md, which says: hello");
    assertThat(text("README.md")).isEqualTo("nul \0");
  }

  @Test
  void saysWhenItFails() {
    List<Entry> transcript = new ArrayList<>(List.of(Entry.user("hello")));
    ModelReply reply = model.next(transcript);
    transcript.add(Entry.assistant(reply));
    transcript.add(Entry.result(reply.calls().get(0), "error: the disk is on fire"));
    assertThat(model.next(transcript))
        .isEqualTo(new ModelReply("I could not do it: the disk is on fire", List.of()));
  }

  @Test
  void saysTheSameOnTheSameTranscript() throws Exception {
    put("README.md", "# Tides\n");
    List<Entry> transcript = converse("hello");
    for (int i = 1; i < transcript.size(); i += 2) {
      Model another = new Model(new ScriptedChatModel(Duration.ZERO));
      ModelReply again = another.next(transcript.subList(0, i));
      assertThat(Entry.assistant(again)).isEqualTo(transcript.get(i));
    }
  }

  @Test
  void startsAnewForTheNextMessage() throws Exception {
    put("README.md", "# Tides\n");
    List<Entry> transcript = converse("one");
    transcript.add(Entry.user("two"));
    assertThat(model.next(transcript).calls())
        .extracting(ToolCall::name)
        .containsExactly("list-files");
  }

  @Test
  void looksManyTimesWhenItIsToBeSlow() throws Exception {
    put("README.md", "# Tides\n");
    List<Entry> transcript = converse("Read everything Slowly, please");
    assertThat(toolsOf(transcript))
        .hasSize(25)
        .startsWith("list-files", "read-files", "read-files");
    assertThat(answer(transcript)).startsWith("I looked 25 times.");
    assertThat(text("README.md")).isEqualTo("# Tides\n");
  }

  @Test
  void endsWhenInterrupted() {
    Model slow = new Model(new ScriptedChatModel(Duration.ofMinutes(10)));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> slow.next(List.of(Entry.user("slowly"))))
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void makesTitles() {
    assertThat(model.title("  Please add\na line that thanks the contributors "))
        .isEqualTo("Please add a line that thanks");
    assertThat(model.title("x".repeat(200))).isEqualTo("x".repeat(79) + "…");
    assertThat(model.title(" ")).isEqualTo("(an empty message)");
  }

  private List<Entry> converse(String message) throws IOException, InterruptedException {
    List<Entry> transcript = new ArrayList<>(List.of(Entry.user(message)));
    for (int round = 0; round < MAX_ROUNDS; round++) {
      ModelReply reply = model.next(throughJson(transcript));
      transcript.add(Entry.assistant(reply));
      if (reply.calls().isEmpty()) {
        return transcript;
      }
      for (ToolCall call : reply.calls()) {
        transcript.add(Entry.result(call, tools.call(project, call)));
      }
    }
    throw new AssertionError("no answer after " + MAX_ROUNDS + " rounds: " + transcript);
  }

  private static List<Entry> throughJson(List<Entry> transcript) throws IOException {
    return MAPPER.readValue(MAPPER.writeValueAsString(transcript), new TypeReference<>() {});
  }

  private static List<String> toolsOf(List<Entry> transcript) {
    return transcript.stream()
        .flatMap(entry -> entry.calls().stream())
        .map(ToolCall::name)
        .toList();
  }

  private static String answer(List<Entry> transcript) {
    return transcript.get(transcript.size() - 1).text();
  }

  private void put(String path, String content) throws IOException, InterruptedException {
    client.putFile(project, path, "file", content.getBytes(UTF_8));
  }

  private String text(String path) throws IOException, InterruptedException {
    return new String(client.content(project, path), UTF_8);
  }
}
