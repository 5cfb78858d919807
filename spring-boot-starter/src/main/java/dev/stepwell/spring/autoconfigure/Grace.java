package dev.stepwell.spring.autoconfigure;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long a stop waits for running steps, so that it ends before Spring stops waiting for it. */
final class Grace {
  private static final Logger log = LoggerFactory.getLogger(Grace.class);

  private Grace() {}

  /** The grace, or three quarters of the timeout: the rest is for handing over runs. */
  static Duration within(Duration grace, Duration phaseTimeout) {
    Duration longest = phaseTimeout.multipliedBy(3).dividedBy(4);
    if (grace.compareTo(longest) <= 0) {
      return grace;
    }
    log.info(
        "stepwell.worker.grace is {} instead of {}, because spring.lifecycle.timeout-per-shutdown-phase is {}",
        longest,
        grace,
        phaseTimeout);
    return longest;
  }
}
