package dev.stepwell.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A server of the Postgres that Debian installs, which has JIT. It has default settings unless others are given, and a
 * folder that is deleted afterwards.
 */
final class InstalledPostgres implements AutoCloseable {
  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");
  private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));
  private static final int MAX_SECONDS = 60;
  private static final String USER = "postgres";

  private final Path data;
  private final int port;

  private InstalledPostgres(Path data, int port) {
    this.data = data;
    this.port = port;
  }

  /** Starts it; empty if it is not installed. */
  static Optional<InstalledPostgres> start() throws IOException {
    if (!Files.isExecutable(PROGRAMS.resolve("postgres"))) {
      return Optional.empty();
    }
    Path data = FOLDER.resolve("stepwell-benchmarks-" + ProcessHandle.current().pid());
    InstalledPostgres server = new InstalledPostgres(data, freePort());
    server.run("initdb", "-U", USER, "-A", "trust", "--locale=C", "-E", "UTF8");
    server.run(
        "pg_ctl",
        "-w",
        "-l",
        server.log().toString(),
        "-o",
        "-h 127.0.0.1 -k '' -p " + server.port,
        "start");
    return Optional.of(server);
  }

  /** The connection settings. */
  HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/" + USER);
    config.setUsername(USER);
    config.setMaximumPoolSize(2);
    return new HikariDataSource(config);
  }

  /** Its log file. */
  Path log() {
    return data.resolve("postgres.log");
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Runs one of its programs on the data, as another user, because it refuses root. */
  private void run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("runuser", "-u", USER, "--"));
    }
    command.addAll(List.of(PROGRAMS.resolve(program).toString(), "-D", data.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command)
        .directory(FOLDER.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    if (!hasEnded(process)) {
      process.destroyForcibly();
      throw new IllegalStateException(command + " has not ended after " + MAX_SECONDS + " s");
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(command + " ended with " + process.exitValue());
    }
  }

  private static boolean hasEnded(Process process) {
    try {
      return process.waitFor(MAX_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    run("pg_ctl", "-w", "-m", "fast", "stop");
    try (var files = Files.walk(data)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
