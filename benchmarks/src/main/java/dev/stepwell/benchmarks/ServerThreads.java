package dev.stepwell.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The CPU time that the threads of the HTTP server have used up to a moment, by their ids. */
record ServerThreads(Map<Long, Long> nanos) {
  /** The beginnings of the names of its threads. */
  private static final List<String> NAMES =
      List.of("stepwell-http", "stepwell-watch", "stepwell-bodies", "stepwell-logouts");

  static ServerThreads now() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Map<Long, Long> nanos = new HashMap<>();
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && NAMES.stream().anyMatch(thread.getThreadName()::startsWith)) {
        nanos.put(
            thread.getThreadId(), Math.max(0, threads.getThreadCpuTime(thread.getThreadId())));
      }
    }
    return new ServerThreads(nanos);
  }

  /** The nanoseconds that living threads have used since then; what an ended thread has used is missing. */
  double usedSince() {
    double used = 0;
    for (Map.Entry<Long, Long> thread : now().nanos.entrySet()) {
      used += thread.getValue() - nanos.getOrDefault(thread.getKey(), 0L);
    }
    return used;
  }
}
