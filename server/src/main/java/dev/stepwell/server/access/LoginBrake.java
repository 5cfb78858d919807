package dev.stepwell.server.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts failed logins: per address or device, and in total. After too many failures within a minute, logins are
 * delayed; they are never rejected because of other clients.
 */
final class LoginBrake {
  private static final int MAX_FAILURES = 5;
  private static final int MAX_FAILURES_OF_ALL = 100;
  private static final int MAX_CLIENTS = 10_000;
  private static final String ALL = "";
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Remembered<Deque<Instant>> failures = new Remembered<>(MAX_CLIENTS);
  private final InstantSource clock;

  LoginBrake(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Whether a login may be checked at once: not if this client, or all clients without a device together, have failed too
   * often. It counts as failed until it succeeds, so that concurrent logins are counted as well.
   */
  synchronized boolean begins(String client, boolean isDevice) {
    if (recent(client) >= MAX_FAILURES || (!isDevice && recent(ALL) >= MAX_FAILURES_OF_ALL)) {
      return false;
    }
    failed(client);
    return true;
  }

  private int recent(String client) {
    Deque<Instant> times = failures.get(client);
    if (times == null) {
      return 0;
    }
    Instant since = clock.instant().minus(WINDOW);
    while (!times.isEmpty() && !times.getFirst().isAfter(since)) {
      times.removeFirst();
    }
    return times.size();
  }

  synchronized void failed(String client) {
    add(client, MAX_FAILURES);
    add(ALL, MAX_FAILURES_OF_ALL);
  }

  private void add(String client, int max) {
    Deque<Instant> times = failures.computeIfAbsent(client, unknown -> new ArrayDeque<>());
    times.addLast(clock.instant());
    if (times.size() > max) {
      times.removeFirst();
    }
  }

  /**
   * Forgets the failures of a client.
   *
   * @param isSlowed whether the login was delayed, and so did not count as failed
   */
  synchronized void succeeded(String client, boolean isSlowed) {
    failures.remove(client);
    Deque<Instant> ofAll = failures.get(ALL);
    if (!isSlowed && ofAll != null) {
      ofAll.pollLast();
    }
  }
}
