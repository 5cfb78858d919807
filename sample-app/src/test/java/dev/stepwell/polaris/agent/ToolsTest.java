package dev.stepwell.polaris.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.stepwell.polaris.api.PolarisClient;
import dev.stepwell.polaris.api.RefusedException;
import dev.stepwell.polaris.api.TestPolaris;
import dev.stepwell.polaris.projects.ProjectFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each tool, with valid and invalid calls, on a real project. */
class ToolsTest {
  @AutoClose
  private static final TestPolaris polaris = new TestPolaris();

  private static final PolarisClient client = polaris.client();
  private static final Tools tools = new Tools(client);

  private String project = "";

  @BeforeEach
  void createProject() throws Exception {
    project = polaris.createProject("Tides");
  }

  @Test
  void listsFiles() throws Exception {
    assertThat(call("list-files", Map.of())).isEqualTo("the project is empty");
    put("src/tides.js", "file", "x");
    put("run.sh", "executable", "x");
    put("link", "symlink", "run.sh");
    put("two\nlines", "file", "x");
    assertThat(call("list-files", Map.of())).isEqualTo("""
        symlink link
        executable run.sh
        folder src
        file src/tides.js
        file "two\\nlines\"""");
    assertThat(tools.call(project, new ToolCall("1", "list-files", ""))).contains("src/tides.js");
  }

  @Test
  void cutsALongList() throws Exception {
    client.createFolders(
        project,
        IntStream.range(0, 3_000)
            .mapToObj(i -> "a-folder-with-quite-a-long-name-" + i + "/and-another-one-in-it")
            .toList());
    String list = call("list-files", Map.of());
    assertThat(list).hasSizeLessThan(Reader.MAX_SHOWN + 100);
    long lines = list.lines().count() - 1;
    assertThat(list).endsWith("\n… and " + (6_000 - lines) + " files and folders more");
  }

  @Test
  void readsFiles() throws Exception {
    put("README.md", "file", "# Gezeiten\n\nfür alle 🌊\n");
    put("empty.txt", "file", "");
    assertThat(read("README.md")).isEqualTo("=== README.md\n# Gezeiten\n\nfür alle 🌊\n");
    assertThat(read("empty.txt", "README.md"))
        .isEqualTo("=== empty.txt\n\n=== README.md\n# Gezeiten\n\nfür alle 🌊\n");
  }

  @Test
  void describesWhatIsNoText() throws Exception {
    client.putFile(project, "logo.png", "file", new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    put("nul.txt", "file", "a\0b");
    put("link", "symlink", "nul.txt");
    put("module", "submodule", "0123456789abcdef0123456789abcdef01234567");
    put("src/a", "file", "x");
    assertThat(read("logo.png", "nul.txt", "link", "module", "src", "none")).isEqualTo("""
        === logo.png (a binary file of 4 bytes)
        === nul.txt (a binary file of 3 bytes)
        === link (a link to nul.txt)
        === module (a submodule at commit 0123456789abcdef0123456789abcdef01234567)
        === src (a folder)
        === none (error: there is no such file)""");
  }

  @Test
  void cutsLongFiles() throws Exception {
    put("long.txt", "file", "x" + "🌊".repeat(60_000));
    client.putFile(project, "huge.txt", "file", new byte[5 * 1024 * 1024]);
    String shown = read("long.txt");
    assertThat(shown)
        .startsWith("=== long.txt (the first 99999 of 120001 characters)\nx🌊")
        .endsWith("🌊")
        .hasSizeLessThan(Reader.MAX_SHOWN + 100);
    assertThat(UTF_8.newEncoder().canEncode(shown)).isTrue();
    assertThat(read("long.txt", "long.txt"))
        .endsWith("\n=== long.txt (not shown, it has 240001 bytes)");
    assertThat(read("huge.txt")).isEqualTo("=== huge.txt (not shown, it has 5242880 bytes)");
  }

  @Test
  void createsFiles() throws Exception {
    Map<String, Object> arguments = Map.of(
        "files",
        List.of(Map.of("path", "src/a.txt", "content", "für"), Map.of("path", "b", "content", "")));
    assertThat(call("create-files", arguments)).isEqualTo("created src/a.txt, b");
    assertThat(call("create-files", arguments)).isEqualTo("created src/a.txt, b");
    assertThat(text("src/a.txt")).isEqualTo("für");
    assertThat(paths()).containsExactly("b", "src", "src/a.txt");
  }

  @Test
  void createsNothingWhenAnArgumentIsMissing() throws Exception {
    assertThat(call(
            "create-files",
            Map.of("files", List.of(Map.of("path", "a", "content", "x"), Map.of("path", "b")))))
        .isEqualTo("error: 'content' must be a string");
    assertThat(paths()).isEmpty();
  }

  @Test
  void tellsWhichFilesItCreatedBeforeOneWasRefused() throws Exception {
    assertThat(call(
            "create-files",
            Map.of(
                "files",
                List.of(
                    Map.of("path", "a", "content", "x"), Map.of("path", "a/b", "content", "x")))))
        .isEqualTo(
            "error: 'a' is a file, so no folder can be there; before that, these were created: a");
    assertThat(paths()).containsExactly("a");
  }

  @Test
  void updatesAFile() throws Exception {
    put("run.sh", "executable", "old");
    put("link", "symlink", "run.sh");
    assertThat(call("update-file", Map.of("path", "run.sh", "content", "new")))
        .isEqualTo("updated run.sh");
    assertThat(text("run.sh")).isEqualTo("new");
    assertThat(client.files(project)).contains(new ProjectFile("run.sh", "executable", 3));
    assertThat(call("update-file", Map.of("path", "none", "content", "x")))
        .isEqualTo("error: project " + project + " has no file 'none'");
    assertThat(call("update-file", Map.of("path", "link", "content", "x")))
        .isEqualTo("error: 'link' is a symlink, which has no text to change");
    assertThat(text("link")).isEqualTo("run.sh");
  }

  @Test
  void createsAFolder() throws Exception {
    assertThat(call("create-folder", Map.of("path", "a/b"))).isEqualTo("created the folder a/b");
    assertThat(call("create-folder", Map.of("path", "a/b"))).isEqualTo("created the folder a/b");
    assertThat(paths()).containsExactly("a", "a/b");
  }

  @Test
  void renamesAFile() throws Exception {
    put("a", "file", "x");
    put("b", "file", "y");
    assertThat(call("rename-file", Map.of("from", "a", "to", "c/d"))).isEqualTo("moved a to c/d");
    assertThat(call("rename-file", Map.of("from", "a", "to", "c/d"))).isEqualTo("moved a to c/d");
    assertThat(call("rename-file", Map.of("from", "b", "to", "c/d")))
        .isEqualTo("error: there is a 'c/d' already: delete it first");
    assertThat(call("rename-file", Map.of("from", "x", "to", "y")))
        .isEqualTo("error: project " + project + " has no file 'x'");
    assertThat(text("c/d")).isEqualTo("x");
  }

  @Test
  void deletesFiles() throws Exception {
    put("src/a", "file", "x");
    put("src/b", "file", "x");
    put("c", "file", "x");
    Map<String, Object> arguments = Map.of("paths", List.of("src", "none"));
    assertThat(call("delete-files", arguments)).isEqualTo("deleted src\nthere is no none (now)");
    assertThat(call("delete-files", arguments))
        .isEqualTo("there is no src (now)\nthere is no none (now)");
    assertThat(paths()).containsExactly("c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "read-files    | {}                          | 'paths' must be a list with at least one entry",
        "read-files    | {\"paths\":[]}              | 'paths' must be a list with at least one entry",
        "read-files    | {\"paths\":\"a\"}           | 'paths' must be a list with at least one entry",
        "read-files    | {\"paths\":[1]}             | 'paths' must be a list of strings",
        "read-files    | {\"paths\":[\"a\",\"../b\"]} | there is no file a, ../b; list-files lists the files",
        "create-files  | {\"files\":[\"a\"]}         | 'path' must be a string",
        "create-files  | {\"files\":[{\"path\":\"../a\",\"content\":\"\"}]} | '../a' is no path in a project: give one from its root, such as src/main.txt, without a slash at its start or end and without the parts '.', '..' and '.git'",
        "update-file   | {\"path\":7}                | 'path' must be a string",
        "create-folder | {\"path\":\"\\u0000\"}      | 'paths' must be text without NUL characters and halves of surrogate pairs",
        "delete-files  | {\"paths\":[\"a\\ud800\"]}  | 'a?' has half a surrogate pair",
        "list-files    | []                          | the arguments must be a JSON object",
        "format-disk   | {}                          | there is no tool 'format-disk'; there are list-files, read-files, create-files, update-file, create-folder, rename-file, delete-files"
      })
  void tellsTheModelWhatItGotWrong(String tool, String arguments, String error) throws Exception {
    assertThat(tools.call(project, new ToolCall("1", tool, arguments)).replace('\ud800', '?'))
        .isEqualTo("error: " + error);
  }

  @Test
  void tellsTheModelThatItsArgumentsAreNotJson() throws Exception {
    assertThat(tools.call(project, new ToolCall("1", "read-files", "{\"paths\":[\"a")))
        .startsWith("error: the arguments are not JSON: ");
  }

  @Test
  void throwsWhatTheModelCannotMend() {
    ToolCall list = new ToolCall("1", "list-files", "{}");
    assertThatThrownBy(() -> tools.call("nobody", list))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("there is no project nobody");
    Tools strange = new Tools(new PolarisClient(polaris.base(), "wrong"));
    assertThatThrownBy(() -> strange.call(project, list))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("401");
    assertThatThrownBy(() -> new Tools(new PolarisClient(polaris.base(), null)).call(project, list))
        .hasMessageContaining("POLARIS_INTERNAL_KEY is not set");
  }

  @Test
  void specifiesEveryTool() {
    assertThat(ToolSpecifications.ALL)
        .extracting(ToolSpecification::name)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z-]+"));
    assertThat(ToolSpecifications.ALL).allMatch(tool -> !tool.description().isBlank());
  }

  private String call(String tool, Map<String, Object> arguments)
      throws IOException, InterruptedException {
    return tools.call(project, new ToolCall("1", tool, json(arguments)));
  }

  private String read(String... paths) throws IOException, InterruptedException {
    return call("read-files", Map.of("paths", List.of(paths)));
  }

  private void put(String path, String kind, String content)
      throws IOException, InterruptedException {
    client.putFile(project, path, kind, content.getBytes(UTF_8));
  }

  private String text(String path) throws IOException, InterruptedException {
    return new String(client.content(project, path), UTF_8);
  }

  private List<String> paths() throws IOException, InterruptedException {
    return client.files(project).stream().map(ProjectFile::path).toList();
  }

  private static String json(Map<String, Object> arguments) throws JsonProcessingException {
    return new ObjectMapper().writeValueAsString(arguments);
  }
}
