package dev.stepwell.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A server of Debian's Postgres, with its programs for backups; a test that needs it is skipped where it is not installed. */
final class DebianPostgres implements AutoCloseable {
  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");
  private static final String USER = "postgres";

  private final Path data;
  private final int port;

  /** Starts one with its data in this folder. */
  DebianPostgres(Path folder) throws IOException {
    assumeTrue(Files.isExecutable(PROGRAMS.resolve("pg_dump")), "postgresql-15 is not installed");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    this.data = folder.resolve("data");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    }
    String folderOfData = data.toString();
    run("initdb", "-D", folderOfData, "-U", USER, "-A", "trust", "--locale=C", "--no-sync");
    run(
        "pg_ctl",
        "-D",
        folderOfData,
        "-w",
        "-l",
        data.resolve("log").toString(),
        "-o",
        "-h 127.0.0.1 -k '' -F -p " + port,
        "start");
  }

  /** A pool on its database; the caller closes it. */
  HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/" + USER);
    config.setUsername(USER);
    config.setMaximumPoolSize(12);
    return new HikariDataSource(config);
  }

  void dumpTo(Path file) throws IOException {
    run(
        "pg_dump",
        "-h",
        "127.0.0.1",
        "-p",
        String.valueOf(port),
        "-U",
        USER,
        "-Fc",
        "-f",
        file.toString());
  }

  void restore(Path file) throws IOException {
    run(
        "pg_restore",
        "-h",
        "127.0.0.1",
        "-p",
        String.valueOf(port),
        "-U",
        USER,
        "-d",
        USER,
        "--exit-on-error",
        file.toString());
  }

  /** Runs one of its programs as another user, because a server refuses root. */
  private static void run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("runuser", "-u", USER, "--"));
    }
    command.add(PROGRAMS.resolve(program).toString());
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("stepwell", program);
    try {
      Process process = new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
      int result = process.waitFor();
      assertThat(result)
          .as("%s: %s", program, Files.readString(output, StandardCharsets.UTF_8))
          .isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Files.delete(output);
    }
  }

  @Override
  public void close() throws IOException {
    run("pg_ctl", "-D", data.toString(), "-m", "immediate", "-w", "stop");
  }
}
