package dev.stepwell.polaris.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.stepwell.NonRetriableException;
import dev.stepwell.RetryAfterException;
import dev.stepwell.polaris.github.standin.GithubStandIn;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GithubClientTest {
  private static final String NOWHERE = "0".repeat(39) + "1";

  @TempDir
  Path folder;

  @AutoClose
  private GithubStandIn standIn;

  private GithubClient client;

  @BeforeEach
  void start() throws Exception {
    standIn =
        GithubStandIn.start(folder.resolve("root"), 0, Map.of("secret", "ada", "other", "eve"));
    client = new GithubClient(standIn.endpoint(), "secret");
  }

  // reading

  @Test
  void readsTheAccountOfTheToken() {
    assertThat(client.me())
        .extracting(User::login, User::url)
        .containsExactly("ada", standIn.endpoint() + "/ada");
  }

  @Test
  void readsARepository() throws Exception {
    standIn.seed(
        "octo", "site.io", GitFolder.withOneFile(folder.resolve("site")).path());

    assertThat(client.repository("octo", "site.io"))
        .isEqualTo(new Repository(
            "octo",
            "site.io",
            standIn.endpoint() + "/octo/site.io",
            "main",
            standIn.folder("octo", "site.io").toUri().toString()));
  }

  @Test
  void readsTheTreeOfABranchATagAndACommit() throws Exception {
    GitFolder site = GitFolder.withOneFile(folder.resolve("site"));
    site.git("tag", "--annotate", "v1", "--message", "first");
    site.git("checkout", "--quiet", "-b", "feature/a#b");
    site.write("more.txt", "more").commit("More");
    standIn.seed("octo", "site", site.path());

    assertThat(client.tree("octo", "site", "feature/a#b").entries())
        .extracting(TreeEntry::path)
        .containsExactly("README.md", "more.txt");
    assertThat(client.tree("octo", "site", "v1").sha()).isEqualTo(site.sha("v1^{tree}"));
    assertThat(client.tree("octo", "site", site.sha("main")).commit()).isEqualTo(site.sha("main"));
    assertThat(client.headCommit("octo", "site", "feature/a#b")).isEqualTo(site.sha("HEAD"));
  }

  @Test
  void seesABranchThatMovedOn() throws Exception {
    GitFolder site = GitFolder.withOneFile(folder.resolve("site"));
    standIn.seed("octo", "site", site.path());
    client.tree("octo", "site", "main");
    site.write("README.md", "new").commit("New");
    standIn.seed("octo", "site", site.path());

    assertThat(client.tree("octo", "site", "main").commit()).isEqualTo(site.sha("HEAD"));
    assertThat(client.headCommit("octo", "site", "main")).isEqualTo(site.sha("HEAD"));
  }

  @Test
  void walksATreeThatGithubWouldTruncate() throws Exception {
    GitFolder site = GitFolder.init(folder.resolve("site"), "main");
    for (int i = 0; i < 60; i++) {
      site.write("d%d/e%d/f%d.txt".formatted(i % 3, i % 5, i), "file " + i);
    }
    site.write("z.txt", "last").commit("Many");
    standIn.seed("octo", "site", site.path());
    Tree whole = client.tree("octo", "site", "main");

    standIn.truncateTrees(6);

    assertThat(client.tree("octo", "site", "main")).isEqualTo(whole);
    assertThat(whole.entries()).hasSize(60 + 3 + 15 + 1);
  }

  @Test
  void refusesATreeThatCannotBeListedWhole() throws Exception {
    GitFolder site = GitFolder.withOneFile(folder.resolve("site"));
    site.write("src/a", "a").write("src/b", "b").write("src/c", "c").commit("More");
    standIn.seed("octo", "site", site.path());
    standIn.truncateTrees(2);

    assertThatThrownBy(() -> client.tree("octo", "site", "main"))
        .isInstanceOf(NonRetriableException.class)
        .hasMessageContaining("\"src/\" of octo/site has more entries than GitHub lists");
  }

  @Test
  void tellsAnEmptyRepositoryApart() throws Exception {
    standIn.seed(
        "octo", "empty", GitFolder.init(folder.resolve("empty"), "trunk").path());

    assertThat(client.repository("octo", "empty").defaultBranch()).isEqualTo("trunk");
    assertThatThrownBy(() -> client.tree("octo", "empty", "trunk"))
        .isInstanceOf(EmptyRepositoryException.class)
        .hasMessage("Could not read the tree of octo/empty at trunk: the repository is empty."
            + " Push a first commit to it.");
    assertThatThrownBy(() -> client.headCommit("octo", "empty", "trunk"))
        .isInstanceOf(EmptyRepositoryException.class);
  }

  @Test
  void namesWhatIsNotThere() throws Exception {
    standIn.seed("octo", "site", GitFolder.withOneFile(folder.resolve("site")).path());

    assertRefused(
        404, "read the repository octo/nothing", () -> client.repository("octo", "nothing"));
    assertRefused(
        404, "read the tree of octo/nothing", () -> client.tree("octo", "nothing", "main"));
    assertRefused(
        404, "read the tree of octo/site at gone", () -> client.tree("octo", "site", "gone"));
    assertRefused(404, "read the branch gone", () -> client.headCommit("octo", "site", "gone"));
    assertRefused(404, "read the branch mai of", () -> client.headCommit("octo", "site", "mai"));
    assertRefused(404, "read the blob " + NOWHERE, () -> client.blob("octo", "site", NOWHERE));
  }

  @Test
  void readsACommitThatHoldsNothing() throws Exception {
    GitFolder bare = GitFolder.init(folder.resolve("bare"), "main");
    bare.git("commit", "--quiet", "--allow-empty", "--message", "Nothing");
    standIn.seed("octo", "bare", bare.path());

    assertThat(client.tree("octo", "bare", "main").entries()).isEmpty();
  }

  @Test
  void refusesNamesThatGithubCannotHaveBeforeAsking() {
    long before = standIn.requests();

    for (String name : List.of("", "..", "a/b", "a b", "a?b", "ä")) {
      assertRefused(0, "is no repository name of GitHub", () -> client.repository("octo", name));
      assertRefused(0, "is no owner of GitHub", () -> client.blob(name, "site", NOWHERE));
    }
    assertThat(standIn.requests()).isEqualTo(before);
  }

  // writing

  @Test
  void createsARepositoryWithAFirstCommit() {
    Repository made = client.createRepository("app", true, "from Polaris");

    assertThat(made).isEqualTo(client.repository("ada", "app"));
    assertThat(made.defaultBranch()).isEqualTo("main");
    assertThat(client.tree("ada", "app", "main").entries())
        .extracting(TreeEntry::path)
        .containsExactly("README.md");
    GithubClient eve = new GithubClient(standIn.endpoint(), "other");
    assertRefused(404, "read the repository ada/app", () -> eve.repository("ada", "app"));
  }

  @Test
  void createsARepositoryOnceWhenTheAnswerIsLost() {
    standIn.loseNext(1, 502, request -> request.path().equals("/user/repos"));
    assertThatThrownBy(() -> client.createRepository("app", false, "from Polaris"))
        .isInstanceOf(GithubException.class);
    String head = client.headCommit("ada", "app", "main");

    assertThat(client.createRepository("app", false, "from Polaris"))
        .isEqualTo(client.repository("ada", "app"));
    assertThat(client.headCommit("ada", "app", "main")).isEqualTo(head);
  }

  @Test
  void leavesARepositoryAloneThatIsSomethingElse() throws Exception {
    standIn.seed(
        "ada", "thesis", GitFolder.withOneFile(folder.resolve("thesis")).path());
    client.createRepository("open", false, "from Polaris");

    assertRefused(
        422,
        "ada/thesis is there already, and it is another one",
        () -> client.createRepository("thesis", false, "from Polaris"));
    assertRefused(
        422,
        "(public, described as \"from Polaris\")",
        () -> client.createRepository("open", true, "from Polaris"));
  }

  @Test
  void writesAFileIntoABranch() {
    client.createRepository("app", false, "from Polaris");
    String parent = client.headCommit("ada", "app", "main");

    String blob = client.createBlob("ada", "app", "print(1)\n".getBytes(UTF_8));
    String tree =
        client.createTree("ada", "app", List.of(TreeEntry.file("src/main.py", false, blob)));
    String commit = client.createCommit("ada", "app", "Export", tree, List.of(parent));
    client.updateRef("ada", "app", "main", commit, false);

    Tree written = client.tree("ada", "app", "main");
    assertThat(written.commit()).isEqualTo(commit);
    assertThat(written.entries()).extracting(TreeEntry::path).containsExactly("src", "src/main.py");
    assertThat(new String(client.blob("ada", "app", blob), UTF_8)).isEqualTo("print(1)\n");
  }

  @Test
  void mayRepeatEveryWriteOfWhichTheAnswerWasLost() {
    client.createRepository("app", false, "from Polaris");
    String parent = client.headCommit("ada", "app", "main");
    String blob = twice(() -> client.createBlob("ada", "app", "x".getBytes(UTF_8)));
    String tree =
        twice(() -> client.createTree("ada", "app", List.of(TreeEntry.file("x", false, blob))));
    String commit = twice(() -> client.createCommit("ada", "app", "Export", tree, List.of(parent)));

    twice(() -> {
      client.updateRef("ada", "app", "main", commit, false);
      return "";
    });

    assertThat(client.headCommit("ada", "app", "main")).isEqualTo(commit);
  }

  @Test
  void makesTheBranchThatARefNames() {
    client.createRepository("app", false, "from Polaris");
    String head = client.headCommit("ada", "app", "main");

    client.updateRef("ada", "app", "export/one", head, false);

    assertThat(client.headCommit("ada", "app", "export/one")).isEqualTo(head);
  }

  @Test
  void leavesCommitsBehindOnlyByForce() {
    client.createRepository("app", false, "from Polaris");
    String tree = client.tree("ada", "app", "main").sha();
    String unrelated = client.createCommit("ada", "app", "Unrelated", tree, List.of());

    assertRefused(422, "Update is not a fast forward", () -> {
      client.updateRef("ada", "app", "main", unrelated, false);
      return "";
    });
    client.updateRef("ada", "app", "main", unrelated, true);

    assertThat(client.headCommit("ada", "app", "main")).isEqualTo(unrelated);
  }

  @Test
  void refusesWhatDoesNotFit() throws Exception {
    client.createRepository("app", false, "from Polaris");
    standIn.seed("octo", "site", GitFolder.withOneFile(folder.resolve("site")).path());

    assertRefused(
        422,
        "is not a valid blob",
        () -> client.createTree("ada", "app", List.of(TreeEntry.file("x", false, NOWHERE))));
    assertRefused(
        422,
        "Tree SHA does not exist",
        () -> client.createCommit("ada", "app", "x", NOWHERE, List.of()));
    assertRefused(422, "Object does not exist", () -> {
      client.updateRef("ada", "app", "main", NOWHERE, true);
      return "";
    });
    assertRefused(
        403, "The token may not do this", () -> client.createBlob("octo", "site", new byte[1]));
    assertRefused(0, "it needs a description", () -> client.createRepository("next", false, " "));
    assertRefused(422, "Invalid tree info", () -> client.createTree("ada", "app", List.of()));
  }

  @Test
  void writesManyBlobsAtOnce() throws Exception {
    client.createRepository("app", false, "from Polaris");
    ExecutorService pool = Executors.newFixedThreadPool(24);
    try {
      Set<String> shas = ConcurrentHashMap.newKeySet();
      List<Callable<Boolean>> writes = IntStream.range(0, 300)
          .<Callable<Boolean>>mapToObj(
              i -> () -> shas.add(client.createBlob("ada", "app", bytes(i))))
          .toList();
      for (Future<Boolean> write : pool.invokeAll(writes)) {
        assertThat(write.get()).isTrue();
      }
      for (String sha : shas) {
        assertThat(client.blob("ada", "app", sha)).startsWith("blob number ".getBytes(UTF_8));
      }
      assertThat(shas).hasSize(300);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void carriesALargeBlob() {
    client.createRepository("app", false, "from Polaris");
    byte[] bytes = new byte[30_000_000];
    new Random(3).nextBytes(bytes);

    String sha = client.createBlob("ada", "app", bytes);

    assertThat(client.blob("ada", "app", sha)).isEqualTo(bytes);
  }

  // failing

  @Test
  void aWrongTokenIsNotRetriable() {
    GithubClient stranger = new GithubClient(standIn.endpoint(), "guess");

    assertRefused(401, "connect the account again", stranger::me);
    assertRefused(
        401, "Bad credentials", () -> stranger.createRepository("app", false, "from Polaris"));
    assertThatThrownBy(() -> new GithubClient(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a token");
  }

  @Test
  void aFaultOfGithubIsRetriableAndAskedForOnce() {
    standIn.failNext(3, 500, "/user");
    long before = standIn.requests();

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(client::me)
          .asInstanceOf(type(GithubException.class))
          .satisfies(e -> assertThat(e.status()).isEqualTo(500))
          .satisfies(e -> assertThat(e)
              .hasMessageStartingWith(
                  "Could not read the account of the token: GitHub answered 500"));
    }
    assertThat(client.me().login()).isEqualTo("ada");
    assertThat(standIn.requests() - before).isEqualTo(4);
  }

  @Test
  void aRateLimitNamesTheTimeAndIsNotSleptOver() {
    standIn.limitNext(1, Duration.ofSeconds(90), request -> true);

    assertThatThrownBy(() -> client.repository("octo", "site"))
        .asInstanceOf(type(RetryAfterException.class))
        .satisfies(e -> assertThat(e.delay()).isEqualTo(Duration.ofSeconds(90)))
        .satisfies(e -> assertThat(e).hasMessageContaining("asks for a pause of 90s"));
    standIn.failNext(1, 429, "/");
    assertThatThrownBy(client::me)
        .asInstanceOf(type(RetryAfterException.class))
        .satisfies(e -> assertThat(e.delay()).isEqualTo(Duration.ofMinutes(1)));
  }

  @Test
  void noAnswerIsRetriable() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    GithubClient nobody = new GithubClient(URI.create("http://127.0.0.1:" + free), "secret");

    assertThatThrownBy(nobody::me)
        .isInstanceOf(GithubException.class)
        .hasMessageContaining("no answer from GitHub (java.net.ConnectException");
  }

  @Test
  void aSlowAnswerIsGivenUp() {
    standIn.delay(Duration.ofSeconds(1));
    GithubClient hasty = new GithubClient(standIn.endpoint(), "secret", Duration.ofMillis(200));

    assertThatThrownBy(hasty::me)
        .isInstanceOf(GithubException.class)
        .hasMessageContaining("nothing complete within PT0.2S");
  }

  @Test
  void anInterruptEndsTheCallAndIsKept() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(client::me)
        .isInstanceOf(GithubException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  private String twice(Callable<String> write) {
    standIn.loseNext(1, 502, request -> !request.method().equals("GET"));
    assertThatThrownBy(write::call).isInstanceOf(GithubException.class);
    try {
      return write.call();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void assertRefused(int status, String message, Callable<?> call) {
    assertThatThrownBy(call::call)
        .isInstanceOf(NonRetriableException.class)
        .asInstanceOf(type(GithubRefusedException.class))
        .satisfies(e -> assertThat(e).hasMessageContaining(message))
        .satisfies(e -> assertThat(e.status()).isEqualTo(status));
  }

  private static byte[] bytes(int number) {
    return ("blob number " + number).getBytes(UTF_8);
  }
}
