package dev.stepwell.processor.check;

import dev.stepwell.processor.model.BackoffModel;
import dev.stepwell.processor.model.DurationModel;
import dev.stepwell.processor.model.RetriesModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the timeouts and backoffs of one step or function. */
final class DurationChecks {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final String owner;
  private final List<Fault> faults = new ArrayList<>();

  private DurationChecks(String owner) {
    this.owner = owner;
  }

  /** The faults of a timeout, which may be left out. */
  static List<Fault> timeout(String owner, String name, DurationModel timeout) {
    DurationChecks checks = new DurationChecks(owner);
    if (timeout.isGiven()) {
      checks.read(name, timeout).filter(limit -> !isPositive(limit)).ifPresent(limit -> {
        checks.faults.add(Fault.of(
            FaultKind.TIMEOUT_NOT_POSITIVE, timeout.address(), name, owner, timeout.text()));
      });
    }
    return checks.faults;
  }

  /** The faults of a duration of more than zero. */
  static List<Fault> positive(String owner, String name, DurationModel duration) {
    DurationChecks checks = new DurationChecks(owner);
    checks.read(name, duration).filter(time -> !isPositive(time)).ifPresent(time -> {
      checks.faults.add(Fault.of(
          FaultKind.DURATION_NOT_POSITIVE, duration.address(), name, owner, duration.text()));
    });
    return checks.faults;
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  /** The faults of the backoffs; there is at most one backoff. */
  static List<Fault> backoffs(String owner, RetriesModel retries) {
    DurationChecks checks = new DurationChecks(owner);
    List<BackoffModel> backoffs = retries.backoffs();
    if (backoffs.size() > 1) {
      checks.faults.add(
          Fault.of(FaultKind.TWO_BACKOFFS, backoffs.get(1).address(), owner, backoffs.size()));
    }
    backoffs.forEach(checks::checkBackoff);
    return checks.faults;
  }

  private void checkBackoff(BackoffModel backoff) {
    Optional<Duration> first = read("the first wait", backoff.first());
    Optional<Duration> longest = read("the longest wait", backoff.longest());
    if (first.filter(Duration::isNegative).isPresent()) {
      faults.add(Fault.of(
          FaultKind.BACKOFF_FIRST,
          backoff.first().address(),
          owner,
          backoff.first().text()));
    } else if (first.isPresent()
        && longest.filter(wait -> wait.compareTo(first.get()) < 0).isPresent()) {
      faults.add(Fault.of(
          FaultKind.BACKOFF_LONGEST,
          backoff.longest().address(),
          owner,
          backoff.longest().text(),
          backoff.first().text()));
    }
    if (!(backoff.factor() >= 1) || Double.isInfinite(backoff.factor())) {
      faults.add(
          Fault.of(FaultKind.BACKOFF_FACTOR, backoff.factorAddress(), owner, backoff.factor()));
    }
  }

  /** The duration; empty if it is none, or too long, which are faults. */
  private Optional<Duration> read(String name, DurationModel model) {
    Optional<Duration> duration = model.duration();
    if (duration.isEmpty()) {
      faults.add(Fault.of(
          FaultKind.NOT_A_DURATION,
          model.address(),
          name,
          owner,
          model.text(),
          DurationGuess.hint(model.text())));
    } else if (duration.get().abs().compareTo(LONGEST) > 0) {
      faults.add(Fault.of(
          FaultKind.LONG_DURATION,
          model.address(),
          name,
          owner,
          model.text(),
          LONGEST.toDays() + "d"));
      return Optional.empty();
    }
    return duration;
  }
}
