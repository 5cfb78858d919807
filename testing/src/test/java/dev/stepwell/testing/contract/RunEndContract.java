package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.Journal.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs end once, are reported, and park until they are due. */
abstract class RunEndContract extends Contract {
  private static final MatchKey KEY = Given.key("shop/cancelled", "o1");

  private UUID me;

  RunEndContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @BeforeEach
  void register() {
    me = worker(ports, "a");
  }

  @Test
  void aCompletedRunHasItsOutput() {
    UUID id = startAndClaim(me, "a");
    Instant before = now();

    assertThat(end(new RunEnd.Completed(id, "{\"total\":7}", false, null)))
        .isEqualTo(Recorded.RECORDED);

    Run run = run(id);
    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(run.output()).isEqualTo("{\"total\":7}");
    assertThat(run.endedAt()).isBetween(before, now());
    assertThat(run.dueAt()).isNull();
    assertThat(run.error()).isNull();
    assertThat(claim(ports, me, "a")).isEmpty();
    assertThat(end(new RunEnd.Completed(id, "8", false, null))).isEqualTo(Recorded.NOT_HELD);
  }

  @Test
  void aFailedRunHasItsErrorAndIsToldOf() {
    UUID id = startAndClaim(me, "a");
    StoredEvent event = Given.event("stepwell/function.failed", "{}");
    NewRun failure = Given.run("a:on-failure");

    assertThat(end(new RunEnd.Failed(id, Given.ERROR, false, dispatch(event, failure))))
        .isEqualTo(Recorded.RECORDED);

    Run run = run(id);
    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.error()).isEqualTo(Given.ERROR);
    assertThat(run.output()).isNull();
    assertThat(run.endedAt()).isNotNull();
    assertThat(ports.runs().event(event.id())).isPresent();
    assertThat(run(failure.id()).status()).isEqualTo(RunStatus.QUEUED);
  }

  @Test
  void aCompletedRunIsToldOfIfSomebodyListens() {
    UUID id = startAndClaim(me, "a");
    NewRun listener = Given.run("b");

    end(new RunEnd.Completed(
        id, "1", false, dispatch(Given.event("stepwell/function.completed", "{}"), listener)));

    assertThat(run(listener.id()).status()).isEqualTo(RunStatus.QUEUED);
  }

  @Test
  void whatWasMatchedByOtherFunctionsEndsNothing() {
    UUID id = startAndClaim(me, "a");
    StoredEvent event = Given.event("stepwell/function.failed", "{}");
    Dispatch old = new Dispatch(event, List.of(), List.of(), List.of(), version() - 1, null);

    assertThat(end(new RunEnd.Failed(id, Given.ERROR, false, old)))
        .isEqualTo(Recorded.FUNCTIONS_CHANGED);
    assertThat(end(new RunEnd.Completed(id, "1", false, old)))
        .isEqualTo(Recorded.FUNCTIONS_CHANGED);

    assertThat(run(id).status()).isEqualTo(RunStatus.RUNNING);
    assertThat(ports.runs().event(event.id())).isEmpty();
    assertThat(end(new RunEnd.Failed(id, Given.ERROR, false, dispatch(event))))
        .isEqualTo(Recorded.RECORDED);
  }

  @Test
  void nothingCancelsARunThatHasEnded() {
    UUID completed = startAndClaim(me, Given.cancellable("a", KEY));
    UUID failed = startAndClaim(me, Given.cancellable("a", KEY));
    end(new RunEnd.Completed(completed, "1", true, null));
    end(new RunEnd.Failed(
        failed, Given.ERROR, true, dispatch(Given.event("stepwell/function.failed", "{}"))));

    StoredEvent event = Given.event("shop/cancelled", "{\"key\":\"o1\"}");
    assertThat(store(cancelling(event, KEY)).cancelled()).isEmpty();
    assertThat(run(completed).status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(run(failed).status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void aParkedRunIsDueAtItsTime() {
    UUID id = startAndClaim(me, "a");
    Instant until = now().plus(LONG);

    assertThat(end(new RunEnd.Parked(id, until))).isEqualTo(Recorded.RECORDED);

    assertParked(id, until);
    assertThat(claim(ports, me, "a")).isEmpty();
    subject().advance(LONG.plus(Duration.ofMinutes(1)));
    assertThat(ids(claim(ports, me, "a"))).containsExactly(id);
  }

  @Test
  void aRunThatIsParkedForEverIsNeverDue() {
    UUID id = startAndClaim(me, "a");

    assertThat(end(new RunEnd.Parked(id, null))).isEqualTo(Recorded.RECORDED);

    assertParked(id, null);
    subject().advance(Duration.ofDays(3650));
    assertThat(claim(ports, me, "a")).isEmpty();
  }

  private void assertParked(UUID id, @Nullable Instant until) {
    assertThat(run(id).status()).isEqualTo(RunStatus.WAITING);
    assertThat(run(id).dueAt()).isEqualTo(until);
    assertThat(run(id).endedAt()).isNull();
    assertThat(run(id).startedAt()).isNotNull();
  }

  @Test
  void theLastStepAndTheEndGoTogether() {
    UUID id = startAndClaim(me, "a");

    CompletableFuture<Recorded> step =
        ports.journal().record(StepWrite.of(id, Given.completed("s", "1", now())));
    CompletableFuture<Recorded> end =
        ports.journal().end(new RunEnd.Completed(id, "1", false, null));

    assertThat(step.join()).isEqualTo(Recorded.RECORDED);
    assertThat(end.join()).isEqualTo(Recorded.RECORDED);
    assertThat(step(id, "s")).isNotNull();
    assertThat(record(id, Given.completed("t", "1", now()))).isEqualTo(Recorded.NOT_HELD);
  }
}
