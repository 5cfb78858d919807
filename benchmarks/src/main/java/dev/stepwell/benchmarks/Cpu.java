package dev.stepwell.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The CPU time used up to a moment.
 *
 * @param jvm nanoseconds of all threads of this JVM
 * @param postgres nanoseconds of all processes of the server; NaN if they are not visible from here
 */
record Cpu(double jvm, double postgres) {
  private static final double NANOS_A_TICK = 1e9 / 100;
  private static final int USER = 11;
  private static final int OF_ENDED_CHILDREN = 13;

  static Cpu now(Server server) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Cpu(system.getProcessCpuTime(), postgres(server));
  }

  private static double postgres(Server server) {
    Optional<ProcessHandle> main = server.process();
    if (main.isEmpty()) {
      return Double.NaN;
    }
    double ticks = ticks(main.get(), OF_ENDED_CHILDREN + 2);
    for (ProcessHandle child : main.get().children().toList()) {
      ticks += ticks(child, OF_ENDED_CHILDREN);
    }
    return ticks * NANOS_A_TICK;
  }

  /** The sum of the fields from USER on; 0 for an ended process, whose time now counts for its parent. */
  private static double ticks(ProcessHandle process, int end) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      String afterName = stat.substring(stat.lastIndexOf(')') + 2);
      List<String> fields = List.of(afterName.split(" ", -1));
      return fields.subList(USER, end).stream().mapToLong(Long::parseLong).sum();
    } catch (IOException ended) {
      return 0;
    }
  }

  /** The time used since then. */
  Cpu since(Cpu earlier) {
    return new Cpu(jvm - earlier.jvm, postgres - earlier.postgres);
  }
}
