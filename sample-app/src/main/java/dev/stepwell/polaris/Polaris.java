package dev.stepwell.polaris;

import dev.stepwell.dev.DevDatabase;
import dev.stepwell.polaris.agent.Model;
import dev.stepwell.polaris.api.PolarisClient;
import dev.stepwell.polaris.api.PolarisServer;
import dev.stepwell.polaris.github.GithubClient;
import dev.stepwell.polaris.projects.Projects;
import dev.stepwell.runtime.Stepwell;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Polaris, running: its data and internal API, and its three jobs on a Stepwell. */
public final class Polaris implements AutoCloseable {
  private final PolarisServer server;
  private final PolarisClient client;
  private final Stepwell stepwell;

  private Polaris(PolarisServer server, PolarisClient client, Stepwell stepwell) {
    this.server = server;
    this.client = client;
    this.stepwell = stepwell;
  }

  /**
   * The configuration of Polaris.
   *
   * @param github GitHub's REST API, the real one or the stand-in
   * @param internalPort the port of the internal API; 0 for any free port
   * @param internalKey the key of the internal API; null if none is configured; jobs then fail
   * @param model the agent's model
   */
  public record Settings(
      URI github, int internalPort, @Nullable String internalKey, Model model) {
    /** Reads the environment, and generates the key if it has none. */
    static Settings of(Map<String, String> environment, URI github, int internalPort) {
      return new Settings(
          github,
          internalPort,
          environment.getOrDefault("POLARIS_INTERNAL_KEY", UUID.randomUUID().toString()),
          Model.fromEnvironment(environment));
    }
  }

  /** Starts on this database. */
  public static Polaris start(DevDatabase database, Settings settings) {
    Projects.migrate(database.dataSource());
    PolarisServer server =
        PolarisServer.start(database.dataSource(), settings.internalPort(), settings.internalKey());
    URI base = URI.create("http://127.0.0.1:" + server.port());
    PolarisClient client = new PolarisClient(base, settings.internalKey());
    Stepwell stepwell = database.stepwell().register(jobs(settings, client)).start();
    return new Polaris(server, client, stepwell);
  }

  /** The three jobs, which are the same wherever their runs are stored. */
  static Object[] jobs(Settings settings, PolarisClient client) {
    GithubAccess github = token -> new GithubClient(settings.github(), token);
    return new Object[] {
      new DurableGithubImport(github, client),
      new DurableGithubExport(github, client),
      new DurableProcessMessage(client, settings.model())
    };
  }

  /** The port of the internal API. */
  public int internalPort() {
    return server.port();
  }

  /** The Stepwell that executes the jobs. */
  public Stepwell stepwell() {
    return stepwell;
  }

  /** The internal API. */
  public PolarisClient client() {
    return client;
  }

  @Override
  public void close() {
    stepwell.close();
    server.close();
  }
}
