package dev.stepwell.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The runs of a Stepwell, as tests start them and wait for them. */
record StartedRuns(Stepwell stepwell) {
  /** How long a test waits for what has to come. */
  static final Duration LONG = Duration.ofSeconds(60);

  /** The run that this event starts; the first, if it starts several. */
  UUID started(Record event) {
    return stepwell.send(event).runIds().get(0);
  }

  /** The run of this function among those that this event starts. */
  UUID started(Record event, String functionId) {
    return stepwell.send(event).runIds().stream()
        .filter(id -> stepwell.runs().run(id).orElseThrow().functionId().equals(functionId))
        .findFirst()
        .orElseThrow();
  }

  RunStatus status(UUID run) {
    return stepwell.runs().run(run).orElseThrow().status();
  }

  void awaitStatus(UUID run, RunStatus status) {
    await().atMost(LONG).untilAsserted(() -> assertThat(status(run)).isEqualTo(status));
  }

  /** What a run waits for, once it is parked. */
  List<Reason> parked(UUID run) {
    awaitStatus(run, RunStatus.WAITING);
    return stepwell.runs().reasons(run);
  }

  /** The run as it ends. */
  Run ended(UUID run) throws InterruptedException {
    Run ended = stepwell.await(run, LONG);
    assertThat(ended.status().isEnded()).as("%s has ended", ended).isTrue();
    return ended;
  }

  /** The run that this event starts, as it ends. */
  Run ended(Record event) throws InterruptedException {
    return ended(started(event));
  }
}
