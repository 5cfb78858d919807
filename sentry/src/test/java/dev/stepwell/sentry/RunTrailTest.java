package dev.stepwell.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.middleware.RunInfo;
import dev.stepwell.runtime.middleware.StepInfo;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.secrets.Redaction;
import io.sentry.NoOpScopes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the trail of an execution keeps. */
class RunTrailTest {
  private static final StoredEvent EVENT =
      new StoredEvent("e", "sentry/card.lost", "{}", Instant.EPOCH);
  private static final RunInfo RUN = new RunInfo(
      new UUID(0, 1), "lock-card", EVENT, Instant.EPOCH, Instant.EPOCH, true, () -> Redaction.NONE);

  @Test
  void anExecutionWithManyFailuresKeepsAFewExceptions() {
    RunTrail trail = new RunTrail(RUN, NoOpScopes.getInstance(), List.of());
    for (int i = 0; i < 1_000; i++) {
      StepInfo step = new StepInfo(RUN, "block:" + i, 1, 1, List.of(), () -> Redaction.NONE);
      trail.failed(step, new IllegalStateException("no " + i));
    }

    assertThat(trail.thrown("block:0", 1)).isNull();
    assertThat(trail.thrown("block:999", 1)).isNotNull();
    assertThat(trail.failed()).hasSize(20);
  }
}
