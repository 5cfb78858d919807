package dev.stepwell.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The machine and the server of the measurements. */
final class Machine {
  private static final int COMMITS = 500;

  private final Server server;

  Machine(Server server) {
    this.server = server;
  }

  /**
   * Rejects a server that may lose committed data.
   *
   * @throws IllegalStateException if it may
   */
  void demandDurability() {
    for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      if (!server.value("show " + setting).equals("on")) {
        throw new IllegalStateException("this Postgres has " + setting
            + " off, and the benchmarks measure durable writes; turn it on");
      }
    }
  }

  Table table() throws SQLException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Table("", "")
        .row("date", LocalDate.now(ZoneOffset.UTC))
        .row("cores", system.getAvailableProcessors() + " × " + processor())
        .row("memory", system.getTotalMemorySize() / (1 << 20) + " MB")
        .row(
            "JVM",
            System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version")
                + ", heap up to " + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB")
        .row("OS", system.getName() + " " + system.getVersion() + " " + system.getArch())
        .row("Postgres", server.value("show server_version"))
        .row("durability", settings("fsync", "synchronous_commit", "full_page_writes"))
        .row("its size", settings("shared_buffers", "max_wal_size", "wal_buffers"))
        .row("one small commit", Table.number(commitMillis()) + " ms (p50)");
  }

  private String settings(String... names) {
    List<String> settings = new ArrayList<>();
    for (String name : names) {
      settings.add(name + " " + server.value("show " + name));
    }
    return String.join(", ", settings);
  }

  /** How long it takes to insert one row and have it on disk. */
  private double commitMillis() throws SQLException {
    try (BenchmarkDatabase database = server.database("commit")) {
      database.execute("create table one (id int)");
      List<Double> millis = new ArrayList<>();
      for (int i = 0; i < COMMITS; i++) {
        long start = System.nanoTime();
        database.execute("insert into one values (1)");
        millis.add((System.nanoTime() - start) / 1e6);
      }
      return BenchmarkSamples.of(millis, one -> one).median();
    }
  }

  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 2))
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
