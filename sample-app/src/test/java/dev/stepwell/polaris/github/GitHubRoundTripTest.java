package dev.stepwell.polaris.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwell.polaris.github.standin.GithubStandIn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository read from GitHub and written to another has exactly the same tree. */
class GitHubRoundTripTest {
  private static final String ODD_NAME = "Grüße/文件 & space#?%41.txt";

  @TempDir
  Path folder;

  @AutoClose
  private GithubStandIn standIn;

  private GithubClient client;

  @BeforeEach
  void start() throws Exception {
    standIn = GithubStandIn.start(folder.resolve("root"), 0, Map.of("secret", "ada"));
    client = new GithubClient(standIn.endpoint(), "secret");
  }

  @Test
  void everyKindOfEntrySurvives() throws Exception {
    GitFolder original = everyKindOfEntry(folder.resolve("original"));
    standIn.seed("octo", "original", original.path());

    Tree read = client.tree("octo", "original", "trunk");
    assertThat(read.sha()).isEqualTo(original.sha("HEAD^{tree}"));
    assertThat(read.commit()).isEqualTo(original.sha("HEAD"));
    assertThat(read.entries())
        .extracting(TreeEntry::path, TreeEntry::mode, TreeEntry::type)
        .contains(
            tuple("run.sh", "100755", "blob"),
            tuple("link", "120000", "blob"),
            tuple("vendor/lib", "160000", "commit"),
            tuple(ODD_NAME, "100644", "blob"),
            tuple("a/b/c", "040000", "tree"));

    String written = writeBack(read, "copy");

    assertThat(written).isEqualTo(original.sha("HEAD^{tree}"));
    assertThat(client.tree("ada", "copy", "main").entries()).isEqualTo(read.entries());
  }

  @Test
  void theCopyCanBeCloned() throws Exception {
    GitFolder original = everyKindOfEntry(folder.resolve("original"));
    standIn.seed("octo", "original", original.path());
    writeBack(client.tree("octo", "original", "trunk"), "copy");

    Path clone = folder.resolve("clone");
    Git.cloneRepository()
        .setURI(standIn.folder("ada", "copy").toUri().toString())
        .setDirectory(clone.toFile())
        .call()
        .close();

    assertThat(clone.resolve(ODD_NAME)).hasContent("odd");
    assertThat(clone.resolve("bytes.bin"))
        .hasSameBinaryContentAs(original.path().resolve("bytes.bin"));
    assertThat(Files.isSymbolicLink(clone.resolve("link"))).isTrue();
    assertThat(Files.isExecutable(clone.resolve("run.sh"))).isTrue();
    assertThat(new GitFolder(clone).git("fsck", "--strict")).isEmpty();
  }

  @Test
  void gitItselfClonesWhatTheRepositoryNamesAsItsCloneUrl() throws Exception {
    Repository made = client.createRepository("fresh", true, "made for a clone");
    GitFolder here = GitFolder.init(folder.resolve("here"), "main");

    here.git("clone", "--quiet", made.cloneUrl(), "clone");

    assertThat(here.path().resolve("clone/README.md"))
        .content()
        .contains("# fresh", "made for a clone");
  }

  @Test
  void aTreeOfMoreEntriesThanOneRequestTakesIsWhole() throws Exception {
    client.createRepository("many", false, "many entries");
    String blob = client.createBlob("ada", "many", "same".getBytes(StandardCharsets.UTF_8));
    List<TreeEntry> entries = new ArrayList<>();
    for (int i = 0; i < 3_210; i++) {
      entries.add(TreeEntry.file("d%d/e%d/f%d.txt".formatted(i % 7, i % 11, i), i % 2 == 0, blob));
    }

    String tree = client.createTree("ada", "many", entries);
    String commit = client.createCommit("ada", "many", "Many", tree, List.of());

    List<TreeEntry> read = client.tree("ada", "many", commit).entries();
    assertThat(read.stream().filter(TreeEntry::hasBytes).map(TreeEntry::path))
        .containsExactlyInAnyOrderElementsOf(
            entries.stream().map(TreeEntry::path).toList());
  }

  @Test
  void whatAStepReturnsIsTheSameAfterJson() throws Exception {
    Tree tree = new Tree(
        "c",
        "t",
        List.of(TreeEntry.file("a", true, "b"), new TreeEntry("d", "040000", "tree", "e", 0)));
    ObjectMapper json = new ObjectMapper();

    assertThat(json.readValue(json.writeValueAsString(tree), Tree.class)).isEqualTo(tree);
  }

  private String writeBack(Tree read, String name) {
    client.createRepository(name, false, "a copy");
    Map<String, String> shas = new HashMap<>();
    for (TreeEntry entry : read.entries()) {
      if (entry.hasBytes()) {
        byte[] bytes = client.blob("octo", "original", entry.sha());
        assertThat(bytes).hasSize((int) entry.size());
        shas.put(entry.sha(), client.createBlob("ada", name, bytes));
      }
    }
    shas.forEach((there, here) -> assertThat(here).isEqualTo(there));
    String tree = client.createTree("ada", name, read.entries());
    String parent = client.headCommit("ada", name, "main");
    String commit =
        client.createCommit("ada", name, "Export\n\nwith ümläut", tree, List.of(parent));
    client.updateRef("ada", name, "main", commit, false);
    assertThat(client.headCommit("ada", name, "main")).isEqualTo(commit);
    return tree;
  }

  private static GitFolder everyKindOfEntry(Path path) throws Exception {
    byte[] bytes = new byte[200_000];
    new Random(7).nextBytes(bytes);
    GitFolder git = GitFolder.init(path, "trunk")
        .write("README.md", "text\r\nwith both\nline ends")
        .write("bytes.bin", bytes)
        .write("empty", new byte[0])
        .write("run.sh", "#!/bin/sh\n")
        .write("a/b/c/d/e/f/deep.txt", "deep")
        // Names that sort one way as files and another as folders.
        .write("sort/x.txt", "1")
        .write("sort/x/y", "2")
        .write("sort/x-y", "3")
        .write(ODD_NAME, "odd");
    assertThat(path.resolve("run.sh").toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(path.resolve("link"), Path.of("a/b/../../README.md"));
    git.git("add", "--all");
    git.git("update-index", "--add", "--cacheinfo", "160000," + "12".repeat(20) + ",vendor/lib");
    git.git("commit", "--quiet", "--message", "All kinds");
    return git;
  }
}
