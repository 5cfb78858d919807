package dev.stepwell.dev;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Postgres server that belongs to this JVM. A watchdog process with a pipe from the JVM stops it when the JVM ends or is killed. A
 * leftover server is stopped before a new one starts.
 */
final class EmbeddedServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);
  private static final Duration STARTING = Duration.ofSeconds(60);
  private static final int TRIES = 5;
  private static final boolean IS_WINDOWS = File.separatorChar == '\\';

  /** Waits until its input ends, which happens when the JVM ends, and requests a fast shutdown of the server. */
  private static final String WATCHDOG = "trap '' INT TERM HUP; cat > /dev/null; kill -INT \"$1\"";

  private final FolderLock lock;
  private final EmbeddedPostgres server;

  private EmbeddedServer(FolderLock lock, EmbeddedPostgres server) {
    this.lock = lock;
    this.server = server;
  }

  static EmbeddedServer start(Path folder) {
    Path home = folder.toAbsolutePath().normalize();
    FolderLock lock = take(home);
    try {
      Path data = home.resolve("data");
      stopLeftover(data);
      EmbeddedPostgres server = startWithRetries(home, data);
      watch(data);
      log.info("Started {} at {}, data in {}", version(server), url(server), data);
      return new EmbeddedServer(lock, server);
    } catch (IOException e) {
      release(lock);
      throw new IllegalStateException(
          "cannot start Postgres in " + home + ": " + e.getMessage() + "; see its log " + log(home),
          e);
    } catch (RuntimeException e) {
      release(lock);
      throw e;
    }
  }

  /** The version that the server reports, not the one of the build. */
  private static String version(EmbeddedPostgres server) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement select = connection.createStatement();
        ResultSet row = select.executeQuery("select version()")) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException("Postgres started, but does not respond", e);
    }
  }

  private static FolderLock take(Path home) {
    try {
      Files.createDirectories(home);
      return FolderLock.take(home);
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot create or write the folder " + home + " for the database: " + e.getMessage(), e);
    }
  }

  private static File log(Path home) {
    return home.resolve("postgres.log").toFile();
  }

  private static EmbeddedPostgres startWithRetries(Path home, Path data) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        return start(home, data);
      } catch (IOException | IllegalStateException e) {
        if (tries == TRIES) {
          throw e;
        }
        log.warn("Postgres did not start (attempt {} of {}): {}", tries, TRIES, e.getMessage());
        stopLeftover(data);
      }
    }
  }

  private static EmbeddedPostgres start(Path home, Path data) throws IOException {
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(programs())
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(
            IS_WINDOWS) // elsewhere the watchdog stops it, after the JVM's own hooks
        .setPort(port(home))
        .setPGStartupWait(STARTING)
        .setLocaleConfig("locale", "C")
        .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log(home)))
        .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log(home)))
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("max_connections", "100")
        .setServerConfig("shared_buffers", "128MB")
        .start();
  }

  /** Where the programs are unpacked, once per user: another user could not lock them. */
  private static File programs() {
    return new File(
        System.getProperty("java.io.tmpdir"),
        "stepwell-postgres-" + System.getProperty("user.name"));
  }

  /** The port of the last start if it is free, otherwise another one, which is stored. */
  private static int port(Path home) throws IOException {
    Path remembered = home.resolve("port");
    if (Files.exists(remembered)) {
      int port = Integer.parseInt(Files.readString(remembered).strip());
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (IOException taken) {
        log.info("Port {} is in use, so Postgres gets another one", port);
      }
    }
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(remembered, free.getLocalPort() + "\n");
      return free.getLocalPort();
    }
  }

  /** Stops a server that still runs on this data, according to its pid file, and waits until it has ended. */
  private static void stopLeftover(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.size() < 2 || !Path.of(lines.get(1)).equals(data)) {
      return;
    }
    ProcessHandle leftover =
        ProcessHandle.of(Long.parseLong(lines.get(0).strip())).orElse(null);
    if (leftover == null || !leftover.info().command().orElse("").contains("postgres")) {
      return;
    }
    log.info("Stopping a leftover Postgres on {}, process {}", data, leftover.pid());
    signal("-INT", leftover.pid());
    try {
      leftover.onExit().get(STARTING.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(
          "the Postgres with process id " + leftover.pid() + " on " + data
              + " does not stop: kill that process",
          e);
    }
  }

  private static void signal(String signal, long pid) throws IOException {
    try {
      new ProcessBuilder("kill", signal, Long.toString(pid)).inheritIO().start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void watch(Path data) throws IOException {
    if (IS_WINDOWS) {
      return;
    }
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
    new ProcessBuilder("sh", "-c", WATCHDOG, "stepwell-watchdog", pid)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  String jdbcUrl() {
    return url(server);
  }

  private static String url(EmbeddedPostgres server) {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot stop Postgres", e);
    } finally {
      release(lock);
    }
  }

  private static void release(FolderLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      log.warn("Cannot release the lock of the database folder", e);
    }
  }
}
