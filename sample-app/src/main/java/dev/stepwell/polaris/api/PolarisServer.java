package dev.stepwell.polaris.api;

import dev.stepwell.polaris.projects.Conversations;
import dev.stepwell.polaris.projects.ProjectFiles;
import dev.stepwell.polaris.projects.Projects;
import io.javalin.Javalin;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Polaris's internal HTTP API on its data, on 127.0.0.1. It requires a key that only Polaris's own parts know. Without
 * a key, or with a blank one, it rejects all requests.
 */
public final class PolarisServer implements AutoCloseable {
  private final Javalin javalin;

  private PolarisServer(DataSource dataSource, int port, @Nullable String key) {
    ProjectRoutes projects = new ProjectRoutes(new Projects(dataSource));
    FileRoutes files = new FileRoutes(new ProjectFiles(dataSource));
    ConversationRoutes conversations = new ConversationRoutes(new Conversations(dataSource));
    ApiGuard guard = new ApiGuard(key);
    this.javalin = Javalin.create(config -> {
      config.startup.showJavalinBanner = false;
      config.http.maxRequestSize = ProjectFiles.LARGEST_CONTENT;
      config.routes.before(guard::check);
      projects.addTo(config.routes);
      files.addTo(config.routes);
      conversations.addTo(config.routes);
      ApiProblems.addTo(config.routes);
    });
    this.javalin.start("127.0.0.1", port);
  }

  /**
   * Starts the server on 127.0.0.1.
   *
   * @param port the port; 0 for any free port
   * @param key the key that requests must carry; null rejects all
   */
  public static PolarisServer start(DataSource dataSource, int port, @Nullable String key) {
    return new PolarisServer(dataSource, port, key);
  }

  /** The port of the server. */
  public int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    javalin.stop();
  }
}
