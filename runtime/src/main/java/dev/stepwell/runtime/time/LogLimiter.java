package dev.stepwell.runtime.time;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Limits how often a repeated message is logged: once per subject in ten seconds. */
public final class LogLimiter {
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int MAX_SUBJECTS = 100;

  private final Map<String, Long> loggedAt = new LinkedHashMap<>() {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
      return size() > MAX_SUBJECTS;
    }
  };

  /** Whether to log a message on this subject now. */
  public synchronized boolean admits(String subject) {
    long now = System.nanoTime();
    Long last = loggedAt.get(subject);
    if (last != null && now - last < INTERVAL_NANOS) {
      return false;
    }
    loggedAt.put(subject, now);
    return true;
  }
}
