package dev.stepwell.server.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** Slows down who guesses passwords: after five failures within a minute, an address has to wait for the first to be a minute old. */
final class LoginBrake {
  private static final int MOST_FAILURES = 5;
  private static final int MOST_ADDRESSES = 10_000;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Remembered<Deque<Instant>> failures = new Remembered<>(MOST_ADDRESSES);
  private final InstantSource clock;

  LoginBrake(InstantSource clock) {
    this.clock = clock;
  }

  /** How long the address has to wait; zero if it may try. */
  synchronized Duration wait(String address) {
    Deque<Instant> times = failures.get(address);
    if (times == null || times.size() < MOST_FAILURES) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(clock.instant(), times.getFirst().plus(WINDOW));
    return left.isNegative() ? Duration.ZERO : left;
  }

  synchronized void failed(String address) {
    Deque<Instant> times = failures.computeIfAbsent(address, unknown -> new ArrayDeque<>());
    times.addLast(clock.instant());
    if (times.size() > MOST_FAILURES) {
      times.removeFirst();
    }
  }

  synchronized void succeeded(String address) {
    failures.remove(address);
  }
}
