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
 * A Postgres server that belongs to this JVM: it is stopped when the JVM ends, and even when the JVM is killed, by a watchdog
 * process that holds a pipe from the JVM. A server that is left over all the same is stopped before a new one starts.
 */
final class EmbeddedServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);
  private static final Duration STARTING = Duration.ofSeconds(60);
  private static final int TRIES = 5;
  private static final boolean IS_WINDOWS = File.separatorChar == '\\';

  /** Waits for the end of its input, which is the end of the JVM, and asks the server for a fast shutdown. */
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
      log.info("{} is at {}, with its data in {}", version(server), url(server), data);
      return new EmbeddedServer(lock, server);
    } catch (IOException e) {
      release(lock);
      throw new IllegalStateException(
          "Postgres could not be started in " + home + ": " + e.getMessage() + "; its log is "
              + log(home),
          e);
    } catch (RuntimeException e) {
      release(lock);
      throw e;
    }
  }

  /** What the server reports, not what the build asked for. */
  private static String version(EmbeddedPostgres server) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement select = connection.createStatement();
        ResultSet row = select.executeQuery("select version()")) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException("Postgres started, but does not answer", e);
    }
  }

  private static FolderLock take(Path home) {
    try {
      Files.createDirectories(home);
      return FolderLock.take(home);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the folder " + home + " for the database cannot be made or written: " + e.getMessage(),
          e);
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
        log.warn("Postgres did not start (try {} of {}): {}", tries, TRIES, e.getMessage());
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
            IS_WINDOWS) // elsewhere the watchdog stops it, after the JVM's own hooks have used it
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

  /** Where the programs are unpacked, once for each user: what one user has unpacked another could not lock. */
  private static File programs() {
    return new File(
        System.getProperty("java.io.tmpdir"),
        "stepwell-postgres-" + System.getProperty("user.name"));
  }

  /** The port of the last time if it is free, else another, which is remembered. */
  private static int port(Path home) throws IOException {
    Path remembered = home.resolve("port");
    if (Files.exists(remembered)) {
      int port = Integer.parseInt(Files.readString(remembered).strip());
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (IOException taken) {
        log.info("port {} is taken, so Postgres gets another", port);
      }
    }
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(remembered, free.getLocalPort() + "\n");
      return free.getLocalPort();
    }
  }

  /** Stops a server that runs on this data, as its own file says, and waits until it is gone. */
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
    log.info(
        "a Postgres was left over on {} as process {}: it is stopped first", data, leftover.pid());
    signal("-INT", leftover.pid());
    try {
      leftover.onExit().get(STARTING.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(
          "the Postgres with process id " + leftover.pid() + " on " + data
              + " does not stop: stop it by hand",
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
      throw new UncheckedIOException("Postgres did not stop", e);
    } finally {
      release(lock);
    }
  }

  private static void release(FolderLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      log.warn("the lock of the database's folder could not be given back", e);
    }
  }
}
