package dev.stepwell.polaris.github.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.polaris.github.GitFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedTest {
  @TempDir
  Path folder;

  @AutoClose
  private GithubStandIn standIn;

  @BeforeEach
  void start() throws Exception {
    standIn = GithubStandIn.start(folder.resolve("root"), 0, Map.of("secret", "ada"));
  }

  @Test
  void aWorkingFolder() throws Exception {
    GitFolder source = twoCommits();
    source.write("README.md", "not committed");

    GitFolder seeded = seed(source.path());

    assertThat(seeded.sha("HEAD")).isEqualTo(source.sha("HEAD"));
    assertThat(seeded.git("rev-list", "--count", "HEAD")).isEqualTo("2");
    assertThat(seeded.git("fsck", "--strict")).isEmpty();
  }

  @Test
  void aBareAndPackedRepositoryWithBranchesAndTags() throws Exception {
    GitFolder source = twoCommits();
    source.git("branch", "feature/x", "HEAD~1");
    source.git("tag", "light");
    source.git("tag", "--annotate", "heavy", "--message", "heavy");
    source.git("clone", "--quiet", "--mirror", ".", folder.resolve("bare.git").toString());
    GitFolder bare = new GitFolder(folder.resolve("bare.git"));
    bare.git("gc", "--quiet");
    bare.git("pack-refs", "--all");

    GitFolder seeded = seed(bare.path());

    assertThat(seeded.git("show-ref")).isEqualTo(bare.git("show-ref"));
    assertThat(seeded.git("symbolic-ref", "HEAD")).isEqualTo("refs/heads/main");
  }

  @Test
  void aDefaultBranchOfAnyName() throws Exception {
    GitFolder source =
        GitFolder.init(folder.resolve("source"), "release/2.x").write("a", "a").commit("A");

    GitFolder seeded = seed(source.path());

    assertThat(seeded.git("symbolic-ref", "--short", "HEAD")).isEqualTo("release/2.x");
    assertThat(seeded.sha("HEAD")).isEqualTo(source.sha("HEAD"));
  }

  @Test
  void aWorktree() throws Exception {
    GitFolder source = twoCommits();
    Path worktree = folder.resolve("worktree");
    source.git("worktree", "add", "--quiet", "-b", "side", worktree.toString());
    new GitFolder(worktree).write("side.txt", "side").commit("Side");

    GitFolder seeded = seed(worktree);

    assertThat(seeded.git("symbolic-ref", "--short", "HEAD")).isEqualTo("side");
    assertThat(seeded.sha("side")).isEqualTo(new GitFolder(worktree).sha("HEAD"));
    assertThat(seeded.sha("main")).isEqualTo(source.sha("main"));
  }

  @Test
  void aSubmoduleInItsParent() throws Exception {
    GitFolder library = twoCommits();
    GitFolder parent =
        GitFolder.init(folder.resolve("parent"), "main").write("a", "a").commit("A");
    parent.git("submodule", "--quiet", "add", library.path().toString(), "lib");

    GitFolder seeded = seed(parent.path().resolve("lib"));

    assertThat(seeded.sha("HEAD^{tree}")).isEqualTo(library.sha("HEAD^{tree}"));
  }

  @Test
  void aShallowClone() throws Exception {
    GitFolder source = twoCommits();
    Path shallow = folder.resolve("shallow");
    source.git(
        "clone", "--quiet", "--depth", "1", source.path().toUri().toString(), shallow.toString());

    GitFolder seeded = seed(shallow);

    assertThat(seeded.sha("HEAD")).isEqualTo(source.sha("HEAD"));
    assertThat(seeded.git("rev-list", "--count", "HEAD")).isEqualTo("1");
  }

  @Test
  void aCloneThatBorrowsItsObjects() throws Exception {
    GitFolder source = twoCommits();
    Path borrower = folder.resolve("borrower");
    source.git("clone", "--quiet", "--shared", ".", borrower.toString());

    assertThat(seed(borrower).git("fsck", "--strict")).isEmpty();
  }

  @Test
  void aDetachedHeadWithoutBranches() throws Exception {
    GitFolder source = twoCommits();
    source.git("checkout", "--quiet", "--detach", "HEAD~1");
    source.git("branch", "--delete", "--force", "main");

    GitFolder seeded = seed(source.path());

    assertThat(seeded.git("symbolic-ref", "--short", "HEAD")).isEqualTo("main");
    assertThat(seeded.sha("main")).isEqualTo(source.sha("HEAD"));
  }

  @Test
  void aDetachedHeadBesideAMainThatIsElsewhere() throws Exception {
    GitFolder source = twoCommits();
    source.git("checkout", "--quiet", "--detach", "HEAD~1");

    GitFolder seeded = seed(source.path());

    assertThat(seeded.git("symbolic-ref", "--short", "HEAD"))
        .isEqualTo("detached-" + source.sha("HEAD").substring(0, 8));
    assertThat(seeded.sha("HEAD")).isEqualTo(source.sha("HEAD"));
    assertThat(seeded.sha("main")).isEqualTo(source.sha("main"));
  }

  @Test
  void noCommitsMakeAnEmptyRepository() throws Exception {
    GitFolder seeded = seed(GitFolder.init(folder.resolve("source"), "trunk").path());

    assertThat(seeded.git("symbolic-ref", "--short", "HEAD")).isEqualTo("trunk");
    assertThat(seeded.git("for-each-ref")).isEmpty();
  }

  @Test
  void againMakesItWhatTheSourceIsNow() throws Exception {
    GitFolder source = twoCommits();
    source.git("branch", "gone");
    seed(source.path());
    source.git("branch", "--delete", "gone");
    source.git("reset", "--quiet", "--hard", "HEAD~1");
    source.git("branch", "--move", "main", "trunk");
    source.write("b", "b").commit("B");

    GitFolder seeded = seed(source.path());

    assertThat(seeded.git("show-ref")).isEqualTo(source.git("show-ref"));
    assertThat(seeded.git("symbolic-ref", "--short", "HEAD")).isEqualTo("trunk");
  }

  @Test
  void whatIsNoRepositoryIsNamed() throws Exception {
    Path plain = Files.createDirectory(folder.resolve("plain"));
    Path inside = twoCommits().path().resolve("src");
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> standIn.seed("octo", "x", plain))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(plain + " is no git repository");
    assertThatThrownBy(() -> standIn.seed("octo", "x", inside))
        .hasMessageContaining(inside + " is no git repository");
    assertThatThrownBy(() -> standIn.seed("octo", "x", file))
        .hasMessageContaining(file + " is no git repository");
    assertThatThrownBy(() -> standIn.seed("octo", "x", folder.resolve("nowhere")))
        .hasMessageContaining("there is no such folder");
    assertThatThrownBy(() -> standIn.folder("octo", "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(folder.resolve("root")).isEmptyDirectory();
  }

  @Test
  void aPartialCloneIsNamed() throws Exception {
    GitFolder source = twoCommits();
    source.git("config", "uploadpack.allowFilter", "true");
    Path partial = folder.resolve("partial");
    source.git(
        "clone",
        "--quiet",
        "--bare",
        "--filter=blob:none",
        source.path().toUri().toString(),
        partial.toString());

    assertThatThrownBy(() -> standIn.seed("octo", "x", partial))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is it a partial clone?");
  }

  private GitFolder twoCommits() throws IOException {
    return GitFolder.withOneFile(folder.resolve("source"))
        .write("src/a.txt", "a")
        .commit("Second");
  }

  private GitFolder seed(Path source) throws IOException {
    standIn.seed("octo", "seeded", source);
    return new GitFolder(standIn.folder("octo", "seeded"));
  }
}
