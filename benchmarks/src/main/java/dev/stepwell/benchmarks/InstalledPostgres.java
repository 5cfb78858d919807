package dev.stepwell.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A server of the Postgres that Debian installs, which has JIT, with the settings that it has unless others are asked for, in a folder
 * that is deleted afterwards.
 */
final class InstalledPostgres implements AutoCloseable {
  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");
  private static final int MAX_SECONDS = 60;
  private static final String USER = "postgres";

  private final Path data;
  private final int port;

  private InstalledPostgres(Path data, int port) {
    this.data = data;
    this.port = port;
  }

  /** Starts it; empty where it is not installed. */
  static Optional<InstalledPostgres> start() throws IOException, InterruptedException {
    if (!Files.isExecutable(PROGRAMS.resolve("postgres"))) {
      return Optional.empty();
    }
    Path data = Path.of(
        System.getProperty("java.io.tmpdir"),
        "stepwell-benchmarks-" + ProcessHandle.current().pid());
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

  /** Connections to it. */
  HikariDataSource pool() throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/" + USER);
    config.setUsername(USER);
    config.setMaximumPoolSize(2);
    return new HikariDataSource(config);
  }

  /** The file to which it logs. */
  Path log() {
    return data.resolve("postgres.log");
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Runs one of its programs on the data, as a user that it accepts: it refuses root. */
  private void run(String program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("runuser", "-u", USER, "--"));
    }
    command.addAll(List.of(PROGRAMS.resolve(program).toString(), "-D", data.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command)
        .directory(data.getParent().toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException(
          command + " has not ended after " + MAX_SECONDS + " s");
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(command + " ended with " + process.exitValue());
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("pg_ctl", "-w", "-m", "fast", "stop");
    try (var files = Files.walk(data)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
