package dev.stepwell.runtime.fire;

import dev.stepwell.runtime.TestPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Postgres that can be stopped, gracefully or not, and restarted on the same data. */
final class FireServer implements AutoCloseable {
  /** The role of the workers and of the sender. */
  static final String ROLE = "fire_role";

  private final Path folder;
  private EmbeddedPostgres server;

  FireServer(Path folder) throws IOException {
    this.folder = folder;
    this.server = start(null);
  }

  private EmbeddedPostgres start(@Nullable Integer port) throws IOException {
    ProcessBuilder.Redirect log =
        ProcessBuilder.Redirect.appendTo(folder.resolve("postgres.log").toFile());
    EmbeddedPostgres.Builder builder = TestPostgres.server()
        .setDataDirectory(folder.resolve("data"))
        .setCleanDataDirectory(false)
        .setPGStartupWait(Duration.ofSeconds(60))
        .setErrorRedirector(log)
        .setOutputRedirector(log)
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_connections", "400")
        .setServerConfig("log_min_error_statement", "panic");
    if (port != null) {
      builder.setPort(port);
    }
    return builder.start();
  }

  int port() {
    return server.getPort();
  }

  String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
  }

  /** Stops the server, without a checkpoint if {@code immediate}, and restarts it. */
  void restart(boolean immediate) throws Exception {
    String pid = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"))
        .get(0)
        .strip();
    ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    ProcessSignals.send(immediate ? "-QUIT" : "-INT", postmaster.pid());
    postmaster.onExit().get(60, TimeUnit.SECONDS);
    int port = server.getPort();
    server.close();
    server = start(port);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
