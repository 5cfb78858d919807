package dev.stepwell.polaris.projects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of files: always a tree, and every write is idempotent. */
class ProjectFilesTest {
  private static HikariDataSource database;
  private static ProjectFiles files;

  private String project = "";

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
    files = new ProjectFiles(database);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void createProject() {
    project = UUID.randomUUID().toString();
    new Projects(database).create(project, "Tides");
  }

  @Test
  void putsAFileWithItsFolders() {
    put("src/main/tides.js", "moin");
    put("src/main/tides.js", "ahoi");
    assertThat(files.list(project))
        .containsExactly(
            new ProjectFile("src", "folder", 0),
            new ProjectFile("src/main", "folder", 0),
            new ProjectFile("src/main/tides.js", "file", 4));
    assertThat(files.content(project, "src/main/tides.js")).asString(UTF_8).isEqualTo("ahoi");
  }

  @Test
  void keepsEveryKind() {
    String commit = "0123456789abcdef0123456789abcdef01234567";
    files.put(project, "run.sh", "executable", bytes("#!/bin/sh"));
    files.put(project, "link", "symlink", bytes("run.sh"));
    files.put(project, "module", "submodule", bytes(commit));
    files.put(project, "empty", "file", new byte[0]);
    assertThat(files.list(project))
        .extracting(ProjectFile::path, ProjectFile::kind)
        .containsExactly(
            tuple("empty", "file"),
            tuple("link", "symlink"),
            tuple("module", "submodule"),
            tuple("run.sh", "executable"));
    assertThat(files.content(project, "empty")).isEmpty();
    assertThat(files.content(project, "module")).asString(UTF_8).isEqualTo(commit);
  }

  @Test
  void refusesWhatIsNoTree() {
    put("README.md", "# Tides");
    files.createFolders(project, List.of("src"));
    assertRefused(() -> put("README.md/part", "x"), "'README.md' is a file, so no folder can be");
    assertRefused(() -> put("src", "x"), "'src' is a folder, so no file can be there");
    assertRefused(
        () -> files.createFolders(project, List.of("other", "README.md")), "'README.md' is a file");
    assertThat(paths()).containsExactly("README.md", "src");
  }

  @Test
  void refusesUnknownKindsAndBadSubmodules() {
    assertRefused(
        () -> files.put(project, "a", "folder", new byte[0]),
        "'folder' is not the kind of a file; there are file, executable, symlink, submodule");
    assertRefused(
        () -> files.put(project, "a", "submodule", bytes("main")),
        "the hexadecimal name of a commit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/etc/passwd",
        "a//b",
        "a/",
        "..",
        "../a",
        "a/../b",
        "./a",
        "a/.",
        ".git",
        "a/.git/config",
        ".GIT/hooks",
        "a\0b"
      })
  void refusesBadPathsEverywhere(String path) {
    put("good", "x");
    assertRefused(() -> put(path, "x"), "path");
    assertRefused(() -> files.update(project, path, bytes("x")), "path");
    assertRefused(() -> files.content(project, path), "path");
    assertRefused(() -> files.delete(project, path), "path");
    assertRefused(() -> files.rename(project, path, "to"), "path");
    assertRefused(() -> files.rename(project, "good", path), "path");
    assertRefused(() -> files.createFolders(project, List.of(path)), "path");
    assertThat(paths()).containsExactly("good");
  }

  @Test
  void takesLongPathsUpToALimit() {
    String unlike = random(2_000);
    put(unlike, "x");
    assertThat(paths()).containsExactly(unlike);
    assertRefused(
        () -> put(unlike + "x", "x"), "a path may have 2000 bytes, and this one has 2001");
  }

  @Test
  void movesAFolderAndNothingBesideIt() {
    for (String path : List.of("a/b", "a/c/d", "a-b", "a.b", "a0", "ab/c", "A/b", "ä/b", "%/b")) {
      put(path, path);
    }
    files.rename(project, "a", "new/place");
    files.rename(project, "a", "new/place");
    assertThat(paths())
        .containsExactlyInAnyOrder(
            "new",
            "new/place",
            "new/place/b",
            "new/place/c",
            "new/place/c/d",
            "a-b",
            "a.b",
            "a0",
            "ab",
            "ab/c",
            "A",
            "A/b",
            "ä",
            "ä/b",
            "%",
            "%/b");
    assertThat(files.content(project, "new/place/c/d")).asString(UTF_8).isEqualTo("a/c/d");
  }

  @Test
  void movesOnlyToWhereNothingIs() {
    put("a", "one");
    put("b", "two");
    assertRefused(() -> files.rename(project, "a", "b"), "there is a 'b' already: delete it first");
    assertRefused(() -> files.rename(project, "a", "a/c"), "'a' cannot be moved into itself");
    assertThatThrownBy(() -> files.rename(project, "x", "y"))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("project " + project + " has no file 'x'");
    files.rename(project, "a", "a");
    assertThat(paths()).containsExactly("a", "b");
    assertThat(files.content(project, "b")).asString(UTF_8).isEqualTo("two");
  }

  @Test
  void deletesAFolderAndNothingBesideIt() {
    for (String path : List.of("a/b", "a/c/d", "a-b", "a0", "ab/c", "_/b")) {
      put(path, path);
    }
    assertThat(files.delete(project, "a")).isTrue();
    assertThat(files.delete(project, "a")).isFalse();
    assertThat(files.delete(project, "a-b")).isTrue();
    assertThat(paths()).containsExactly("_", "_/b", "a0", "ab", "ab/c");
  }

  @Test
  void updatesOnlyWhatHasText() {
    files.put(project, "run.sh", "executable", bytes("old"));
    files.put(project, "link", "symlink", bytes("run.sh"));
    files.update(project, "run.sh", bytes("new"));
    assertThat(files.list(project)).contains(new ProjectFile("run.sh", "executable", 3));
    assertRefused(() -> files.update(project, "link", bytes("x")), "'link' is a symlink");
    assertThatThrownBy(() -> files.update(project, "none", bytes("x")))
        .isInstanceOf(NotFoundException.class);
    assertThat(paths()).containsExactly("link", "run.sh");
  }

  @Test
  void cleansOneProjectOnly() {
    String other = UUID.randomUUID().toString();
    new Projects(database).create(other, "Other");
    files.put(other, "a", "file", bytes("x"));
    put("a/b", "x");
    files.clean(project);
    files.clean(project);
    assertThat(paths()).isEmpty();
    assertThat(files.list(other)).hasSize(1);
  }

  @Test
  void knowsNoUnknownProject() {
    List<Runnable> uses = List.of(
        () -> files.list("nobody"),
        () -> files.clean("nobody"),
        () -> files.createFolders("nobody", List.of("a")),
        () -> files.createFolders("nobody", List.of()),
        () -> files.put("nobody", "a", "file", bytes("x")),
        () -> files.update("nobody", "a", bytes("x")),
        () -> files.content("nobody", "a"),
        () -> files.rename("nobody", "a", "b"),
        () -> files.delete("nobody", "a"));
    for (Runnable use : uses) {
      assertThatThrownBy(use::run)
          .isInstanceOf(NotFoundException.class)
          .hasMessage("there is no project nobody");
    }
  }

  @Test
  void listsThousandsWithoutTheirContents() {
    TestDatabase.execute(database, """
        insert into polaris.file (project_id, path, kind, content)
        select '%s', 'f' || i, 'file',
          (select string_agg(sha512((i * 1000 + j)::text::bytea), '') from generate_series(1, 300) j)
        from generate_series(1, 3000) i
        """.formatted(project));
    TestDatabase.execute(database, "vacuum analyze polaris.file");

    long start = System.nanoTime();
    List<ProjectFile> list = files.list(project);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(list).hasSize(3000).allMatch(file -> file.size() == 300 * 64);
    assertThat(took).isLessThan(Duration.ofSeconds(2));
    String explain = "explain (analyze, buffers, costs off, timing off) "
        + ProjectFiles.LIST.replace("?", "'" + project + "'");
    String pages = TestDatabase.column(database, explain).stream()
        .filter(line -> line.strip().startsWith("Buffers: shared hit="))
        .findFirst()
        .orElseThrow();
    int touched = Pattern.compile("\\d+")
        .matcher(pages)
        .results()
        .mapToInt(number -> Integer.parseInt(number.group()))
        .sum();
    assertThat(touched).as("pages of 8 kB, of 57 MB of contents").isLessThan(500);
  }

  @Test
  void takesTheSameTreeFromManyThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Void>> writes = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        String path = "a/" + i % 5 + "/" + i % 20 + "/" + i % 100;
        writes.add(() -> {
          put(path, path);
          return null;
        });
      }
      for (Future<Void> write : threads.invokeAll(writes)) {
        write.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(files.list(project)).hasSize(100 + 20 + 5 + 1);
  }

  private void put(String path, String content) {
    files.put(project, path, "file", bytes(content));
  }

  private List<String> paths() {
    return files.list(project).stream().map(ProjectFile::path).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String random(int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(UUID.randomUUID());
    }
    return text.substring(0, length);
  }

  private static void assertRefused(Runnable use, String why) {
    assertThatThrownBy(use::run).isInstanceOf(BadInputException.class).hasMessageContaining(why);
  }
}
