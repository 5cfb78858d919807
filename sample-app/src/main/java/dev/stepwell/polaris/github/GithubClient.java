package dev.stepwell.polaris.github;

import static dev.stepwell.polaris.github.GitHubFailures.translating;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import org.kohsuke.github.GHCommit;
import org.kohsuke.github.GHCommitBuilder;
import org.kohsuke.github.GHEventPayload;
import org.kohsuke.github.GHMyself;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.PagedIterator;

/**
 * The part of GitHub that the jobs use. Each method is the body of one durable step.
 *
 * <p>It does not retry. The exception says what the step should do: {@link GithubRefusedException} is not retriable,
 * {@link dev.stepwell.RetryAfterException} contains the pause (a rate limit), {@link GithubException} may be retried.
 * Every method may be called again after an attempt whose response was lost. Thread-safe.
 */
public final class GithubClient {
  /** The real GitHub. */
  public static final URI GITHUB = URI.create("https://api.github.com");

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private static final String BRANCH_REFS = "heads/";

  private static final Pattern LOGIN_OR_NAME =
      Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}");

  private final GitHub github;

  /** A client of the real GitHub. */
  public GithubClient(String token) {
    this(GITHUB, token);
  }

  /** A client of {@code endpoint}, acting as the owner of {@code token}. */
  public GithubClient(URI endpoint, String token) {
    this(endpoint, token, TIMEOUT);
  }

  GithubClient(URI endpoint, String token, Duration timeout) {
    if (token.isBlank()) {
      throw new IllegalArgumentException(
          "A GithubClient needs a token: make one under github.com/settings/tokens");
    }
    try {
      this.github = new GitHubBuilder()
          .withEndpoint(endpoint.toString())
          // Not withOAuthToken, which requests the account immediately and swallows an error.
          .withAuthorizationProvider(() -> "Bearer " + token)
          .withConnector(new TimedConnector(endpoint, CONNECT_TIMEOUT, timeout))
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException("Could not set up a client of " + endpoint, e);
    }
  }

  /** The account of the token; requested once. */
  public User me() {
    return translating("read the account of the token", () -> {
      GHMyself me = github.getMyself();
      return new User(me.getId(), me.getLogin(), me.getHtmlUrl().toString());
    });
  }

  /** The current repository. */
  public Repository repository(String owner, String name) {
    String slug = slug(owner, name);
    return translating(
        "read the repository " + slug, () -> toRepository(github.getRepository(slug)));
  }

  /**
   * Creates a repository in the token's account, with a first commit that contains a README.
   *
   * <p>Returns an existing repository of that name if its visibility matches and it carries {@code description},
   * because an earlier attempt or export created it. Rejects any other existing repository.
   *
   * @param description one line that identifies the repository; not blank
   */
  public Repository createRepository(String name, boolean isPrivate, String description) {
    String operation = "create the repository " + checked(name, "repository name");
    if (description.isBlank()) {
      throw new GithubRefusedException(
          "Could not %s: it needs a description, which identifies it after a lost answer."
              .formatted(operation),
          0);
    }
    try {
      return translating(
          operation,
          () -> toRepository(github
              .createRepository(name)
              .description(description)
              .private_(isPrivate)
              .autoInit(true)
              .create()));
    } catch (GithubRefusedException e) {
      if (e.status() == 422 && String.valueOf(e.getMessage()).contains("already exists")) {
        return existing(operation, name, isPrivate, description);
      }
      throw e;
    }
  }

  private Repository existing(
      String operation, String name, boolean isPrivate, String description) {
    String slug = slug(me().login(), name);
    return translating(operation, () -> {
      GHRepository there = github.getRepository(slug);
      if (there.isPrivate() != isPrivate || !description.equals(there.getDescription())) {
        throw new GithubRefusedException(
            "Could not %s: %s is there already, and it is another one (%s, described as \"%s\"). Choose another name."
                .formatted(
                    operation,
                    slug,
                    there.isPrivate() ? "private" : "public",
                    there.getDescription()),
            422);
      }
      return toRepository(there);
    });
  }

  /**
   * The complete tree of a commit, whatever its size.
   *
   * @param ref a branch, a tag or a commit
   * @throws EmptyRepositoryException if there is no commit yet
   */
  public Tree tree(String owner, String name, String ref) {
    GHRepository repository = repositoryUnread(owner, name);
    return translating("read the tree of %s/%s at %s".formatted(owner, name, ref), () -> {
      GHCommit commit = newestCommit(repository, ref);
      String tree = commit.getCommitShortInfo().getTreeSHA1();
      return new Tree(commit.getSHA1(), tree, new Trees(repository).read(tree));
    });
  }

  /**
   * The bytes of a blob; of a symbolic link, its target.
   *
   * @throws GithubException if the bytes do not match {@code sha}, for example because a proxy truncated the answer
   */
  public byte[] blob(String owner, String name, String sha) {
    GHRepository repository = repositoryUnread(owner, name);
    String operation = "read the blob %s of %s/%s".formatted(sha, owner, name);
    byte[] raw = translating(operation, () -> bytes(repository.readBlob(sha)));
    if (blobHash(raw).equals(sha)) {
      return raw;
    }
    // A server that ignores the raw media type sends JSON, which github-api decodes only if it
    // requests JSON.
    byte[] decoded = translating(operation, () -> bytes(repository.getBlob(sha).read()));
    demandHash(operation, sha, decoded);
    return decoded;
  }

  private static byte[] bytes(InputStream answer) throws IOException {
    try (answer) {
      return answer.readAllBytes();
    }
  }

  /** A git hash covers the length and every byte, so a match proves that the content is unchanged. */
  private static void demandHash(String operation, String sha, byte[] bytes) {
    String actual = blobHash(bytes);
    if (!actual.equals(sha)) {
      throw new GithubException(
          "Could not %s: the %d bytes that GitHub sent have the hash %s."
              .formatted(operation, bytes.length, actual),
          0,
          null);
    }
  }

  private static String blobHash(byte[] bytes) {
    try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
      return formatter.idFor(Constants.OBJ_BLOB, bytes).name();
    }
  }

  /**
   * The commit that a branch points to.
   *
   * @throws EmptyRepositoryException if there is no commit yet
   */
  public String headCommit(String owner, String name, String branch) {
    GHRepository repository = repositoryUnread(owner, name);
    return translating(
        "read the branch %s of %s/%s".formatted(branch, owner, name),
        () -> repository.getRef(BRANCH_REFS + branch).getObject().getSha());
  }

  /**
   * Stores bytes, and returns their sha for use in a tree.
   *
   * @throws GithubException if GitHub stored other bytes
   */
  public String createBlob(String owner, String name, byte[] bytes) {
    GHRepository repository = repositoryUnread(owner, name);
    String operation = "create a blob of %d bytes in %s/%s".formatted(bytes.length, owner, name);
    String sha = translating(
        operation, () -> repository.createBlob().binaryContent(bytes).create().getSha());
    demandHash(operation, sha, bytes);
    return sha;
  }

  /**
   * Creates a tree of exactly these entries, and returns its sha.
   *
   * <p>Paths define the folders, so {@link Tree#entries} can be passed unchanged. A folder is sent by its own sha only
   * if the list has no other entry in it.
   */
  public String createTree(String owner, String name, List<TreeEntry> entries) {
    GHRepository repository = repositoryUnread(owner, name);
    return translating(
        "create a tree of %d entries in %s/%s".formatted(entries.size(), owner, name),
        () -> new Trees(repository).create(entries));
  }

  /** Creates a commit by the token's account, and returns its sha; no branch points to it yet. */
  public String createCommit(
      String owner, String name, String message, String treeSha, List<String> parents) {
    GHRepository repository = repositoryUnread(owner, name);
    return translating("create a commit in %s/%s".formatted(owner, name), () -> {
      GHCommitBuilder commit = repository.createCommit().message(message).tree(treeSha);
      parents.forEach(commit::parent);
      return commit.create().getSHA1();
    });
  }

  /**
   * Points a branch to a commit; creates the branch if it does not exist.
   *
   * @param force whether to drop commits; otherwise the new commit must descend from the old one
   */
  public void updateRef(String owner, String name, String branch, String commitSha, boolean force) {
    GHRepository repository = repositoryUnread(owner, name);
    String operation =
        "point the branch %s of %s/%s to %s".formatted(branch, owner, name, commitSha);
    try {
      translating(operation, () -> {
        repository.getRef(BRANCH_REFS + branch).updateTo(commitSha, force);
        return commitSha;
      });
    } catch (GithubRefusedException e) {
      if (e.status() != 404) {
        throw e;
      }
      translating(operation, () -> repository.createRef("refs/heads/" + branch, commitSha));
    }
  }

  private static GHCommit newestCommit(GHRepository repository, String ref) throws IOException {
    // Not getCommit(ref): its answer contains every changed line, and it fails on a slash in a ref.
    PagedIterator<GHCommit> commits =
        repository.queryCommits().from(ref).pageSize(1).list().iterator();
    if (!commits.hasNext()) {
      throw new RefusedAnswer(404, "No commit found for " + ref, null);
    }
    return commits.next();
  }

  /**
   * A repository by name only. Requesting it first would double the requests of each step, and caching it would keep
   * what github-api caches in it. An event payload is the only public API that creates one from text.
   */
  private GHRepository repositoryUnread(String owner, String name) {
    String slug = slug(owner, name);
    String payload = """
        {"repository": {"name": "%s", "full_name": "%s", "owner": {"login": "%s"}}}""".formatted(name, slug, owner);
    return translating(
        "name the repository " + slug,
        () -> github
            .parseEventPayload(new StringReader(payload), GHEventPayload.Ping.class)
            .getRepository());
  }

  private static Repository toRepository(GHRepository repository) {
    return new Repository(
        repository.getOwnerName(),
        repository.getName(),
        repository.getHtmlUrl().toString(),
        Objects.requireNonNullElse(repository.getDefaultBranch(), "main"),
        repository.getHttpTransportUrl());
  }

  private static String slug(String owner, String name) {
    return checked(owner, "owner") + "/" + checked(name, "repository name");
  }

  private static String checked(String given, String what) {
    if (!LOGIN_OR_NAME.matcher(given).matches()) {
      throw new GithubRefusedException(
          "\"%s\" is no %s of GitHub: letters, digits, '.', '_' and '-' only."
              .formatted(given, what),
          0);
    }
    return given;
  }
}
