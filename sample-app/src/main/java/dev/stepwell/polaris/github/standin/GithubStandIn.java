package dev.stepwell.polaris.github.standin;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A GitHub on this machine, for demos and tests: its REST paths on 127.0.0.1, over real git repositories in a folder.
 *
 * <p>The repositories persist in the folder. Inject faults on the object itself: {@link
 * #failNext}, {@link #loseNext}, {@link #limitNext}, {@link #delay}, {@link #truncateTrees}.
 */
public final class GithubStandIn implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GithubStandIn.class);

  private final Repositories repositories;
  private final Faults faults = new Faults();
  private final LongAdder requests = new LongAdder();
  private final Javalin http;
  private final Links links;
  private final TreeJson trees;
  private volatile Duration delay = Duration.ZERO;

  /** A request that came in, for choosing the ones to fail. */
  public record Request(String method, String path) {}

  /**
   * Starts a stand-in.
   *
   * @param root the folder of its repositories, each in {@code <owner>/<name>.git}; created if missing
   * @param port 0 for any free port
   * @param loginsByToken the accepted tokens and their logins
   */
  public static GithubStandIn start(Path root, int port, Map<String, String> loginsByToken)
      throws IOException {
    return new GithubStandIn(root, port, loginsByToken);
  }

  private GithubStandIn(Path root, int port, Map<String, String> loginsByToken) throws IOException {
    this.repositories = new Repositories(root);
    this.links = new Links(this::endpoint);
    this.trees = new TreeJson(links);
    Desk desk = new Desk(new Accounts(loginsByToken), repositories);
    StandInShapes shapes = new StandInShapes(links);
    this.http = Javalin.create(config -> {
      configure(config, desk);
      new RepositoryRoutes(desk, repositories, shapes).addTo(config.routes);
      new ObjectRoutes(desk, shapes, links, trees).addTo(config.routes);
      new RefRoutes(desk, shapes).addTo(config.routes);
    });
    http.start("127.0.0.1", port);
  }

  /** The URL for clients, in place of {@code https://api.github.com}. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + http.port());
  }

  /**
   * Imports a local git repository as {@code owner/name}, public, with its commits, branches and tags and its HEAD as
   * the default branch. An existing repository is replaced.
   *
   * @param gitRepository a working folder, a worktree or a bare repository; without commits, the result is an empty repository
   * @throws IllegalArgumentException if it is not a repository
   */
  public void seed(String owner, String name, Path gitRepository) throws IOException {
    Seed seed = new Seed(gitRepository);
    Optional<BareRepository> present = repositories.find(owner, name);
    if (present.isPresent()) {
      seed.copyTo(present.get().git());
    } else {
      repositories.create(owner, name, git -> {
        BareRepository.describe(git, false, null);
        seed.copyTo(git);
      });
    }
  }

  /** The bare repository on disk, for {@code git clone}. */
  public Path folder(String owner, String name) {
    return repositories
        .find(owner, name)
        .orElseThrow(() -> new IllegalArgumentException(
            "There is no repository %s/%s here".formatted(owner, name)))
        .folder();
  }

  /** Answers the next requests below a path with a status, without executing them. */
  public void failNext(int times, int status, String pathPrefix) {
    failNext(times, status, request -> request.path().startsWith(pathPrefix));
  }

  /** Answers the next matching requests with a status, without executing them. */
  public void failNext(int times, int status, Predicate<Request> which) {
    faults.order(false, times, new StandInRefusal(status, "Ordered fault"), which);
  }

  /** Executes the next matching requests, but answers with a status, as if the response were lost. */
  public void loseNext(int times, int status, Predicate<Request> which) {
    faults.order(true, times, new StandInRefusal(status, "Ordered loss of an answer"), which);
  }

  /** Answers the next matching requests as GitHub does beyond its rate limit. */
  public void limitNext(int times, Duration retryAfter, Predicate<Request> which) {
    Map<String, String> headers = Map.of("Retry-After", String.valueOf(retryAfter.toSeconds()));
    faults.order(
        false,
        times,
        new StandInRefusal(403, "You have exceeded a secondary rate limit.", List.of(), headers),
        which);
  }

  /** Removes the injected faults that are not used up. */
  public void mend() {
    faults.clear();
  }

  /** Delays every response by at least this time. */
  public void delay(Duration atLeast) {
    this.delay = atLeast;
  }

  /** Truncates listings of trees beyond a number of entries, and marks them, as GitHub does beyond 100,000. */
  public void truncateTrees(int entries) {
    trees.limit(entries);
  }

  /** The number of requests received. */
  public long requests() {
    return requests.sum();
  }

  @Override
  public void close() {
    http.stop();
    repositories.close();
  }

  private void configure(JavalinConfig config, Desk desk) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.maxRequestSize = StandInJson.LARGEST;
    config.routes.before(request -> {
      requests.increment();
      dawdle();
      throwIfPresent(faults.next(false, described(request)));
      desk.checkIn(request);
    });
    config.routes.after(request -> {
      if (request.statusCode() < 400) {
        faults
            .next(true, described(request))
            .ifPresent(fault -> StandInJson.refuse(request, fault));
      }
    });
    config.routes.exception(
        StandInRefusal.class, (refusal, request) -> StandInJson.refuse(request, refusal));
    config.routes.exception(
        HttpResponseException.class,
        (e, request) -> StandInJson.refuse(
            request,
            new StandInRefusal(
                e.getStatus(),
                e.getStatus() == 404 ? "Not Found" : String.valueOf(e.getMessage()))));
    config.routes.exception(Exception.class, (e, request) -> {
      LOG.error("The stand-in failed at {} {}", request.method(), request.path(), e);
      StandInJson.refuse(request, new StandInRefusal(500, "The stand-in failed: " + e));
    });
  }

  private void dawdle() {
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StandInRefusal(503, "The stand-in is stopping");
    }
  }

  private static void throwIfPresent(Optional<StandInRefusal> fault) {
    if (fault.isPresent()) {
      throw fault.get();
    }
  }

  private static Request described(Context request) {
    return new Request(request.method().name(), request.path());
  }
}
