package dev.stepwell.polaris;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.Sent;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Runs that are stored on Postgres. */
record PostgresDemoRuns(Stepwell stepwell) implements DemoRuns {
  private static final Duration LONG = Duration.ofMinutes(15);
  private static final Duration PAUSE = Duration.ofMillis(50);

  @Override
  public Ended await(Sent sent) throws InterruptedException {
    Run run = stepwell.await(sent.runIds().get(0), LONG);
    List<EndedStep> steps = stepwell.runs().steps(run.id()).stream()
        .map(step -> new EndedStep(
            step.id(),
            step.status().word(),
            step.attempts(),
            Duration.between(step.startedAt(), step.endedAt()).toMillis()))
        .toList();
    return new Ended(
        run.functionId(), run.id().toString(), run.status(), steps, run.error(), run.output());
  }

  @Override
  public void awaitStep(Sent sent, String stepId) throws InterruptedException {
    UUID run = sent.runIds().get(0);
    boolean ended = false;
    while (!ended
        && stepwell.runs().steps(run).stream().noneMatch(step -> step.id().equals(stepId))) {
      ended = stepwell.await(run, PAUSE).status().isEnded();
    }
  }
}
