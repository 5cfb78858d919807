package dev.stepwell.testing.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.Reruns.Result;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rerun is a new run for the same event, which may keep the outcomes of earlier steps. */
abstract class RerunsContract extends Contract {
  private static final MatchKey KEY = Given.key("shop/cancelled", "o1");

  private UUID me;

  RerunsContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @BeforeEach
  void register() {
    me = worker(ports, "a");
  }

  private Result rerun(NewRun run, UUID of, @Nullable String fromStep) {
    return ports.reruns().rerun(run, of, fromStep, version());
  }

  /** A failed run with the steps one (0 to 1), two (1 to 2), slow (0 to 3), three (2 to 3), and a waiting one. */
  private UUID failedRun() {
    UUID run = startAndClaim(me, "a");
    Instant time = now();
    record(run, step("one", time, 0, 1));
    record(run, step("two", time, 1, 2));
    record(run, step("slow", time, 0, 3));
    record(run, Given.failed("three", 4, time.plusSeconds(2)));
    record(run, Given.waiting("wait", StepKind.SLEEP, time.plus(LONG), time));
    end(new RunEnd.Failed(
        run, Given.ERROR, false, dispatch(Given.event("stepwell/function.failed", "{}"))));
    return run;
  }

  private static StepRecord step(String id, Instant time, int from, int to) {
    StepRecord step = Given.completed(id, "\"" + id + "\"", time);
    return new StepRecord(
        id,
        step.kind(),
        step.status(),
        1,
        "{\"n\":1}",
        step.result(),
        null,
        null,
        time.plusSeconds(from),
        time.plusSeconds(to),
        null);
  }

  @Test
  void aRerunBeginsAnewForTheSameEvent() {
    UUID of = failedRun();
    NewRun again = Given.run("a");
    Instant before = now();

    assertThat(rerun(again, of, null)).isEqualTo(Result.STARTED);

    Run run = run(again.id());
    assertThat(run.status()).isEqualTo(RunStatus.QUEUED);
    assertThat(run.functionId()).isEqualTo("a");
    assertThat(run.eventId()).isEqualTo(run(of).eventId());
    assertThat(run.rerunOf()).isEqualTo(of);
    assertThat(run.createdAt()).isBetween(before, now());
    assertThat(run.startedAt()).isNull();
    assertThat(ports.runs().steps(again.id())).isEmpty();
    assertThat(ids(claim(ports, me, "a"))).containsExactly(again.id());
    assertThat(run(of).status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void theStepsThatHadEndedBeforeTheChosenOneAreKept() {
    UUID of = failedRun();
    NewRun again = Given.run("a");

    assertThat(rerun(again, of, "three")).isEqualTo(Result.STARTED);

    assertThat(ports.runs().steps(again.id()).stream().map(StepRecord::id))
        .containsExactlyInAnyOrder("one", "two");
    assertThat(step(again.id(), "one")).isEqualTo(step(of, "one"));
    NewRun fromSecond = Given.run("a");
    rerun(fromSecond, of, "two");
    assertThat(ports.runs().steps(fromSecond.id()).stream().map(StepRecord::id))
        .containsExactly("one");
    NewRun fromFirst = Given.run("a");
    rerun(fromFirst, of, "one");
    assertThat(ports.runs().steps(fromFirst.id())).isEmpty();
  }

  @Test
  void theTimesOfAStepAreKept() {
    UUID run = startAndClaim(me, "a");
    Instant time = now();
    Instant later = time.plusSeconds(1);
    record(run, Given.retrying("late", 1, later, time));
    record(
        run,
        new StepRecord(
            "late",
            StepKind.STEP,
            StepStatus.COMPLETED,
            2,
            null,
            "1",
            null,
            null,
            time,
            later,
            later));
    record(
        run,
        new StepRecord(
            "nap",
            StepKind.SLEEP,
            StepStatus.COMPLETED,
            1,
            null,
            "null",
            null,
            time,
            time,
            later,
            null));
    record(run, step("after", time, 2, 3));
    end(new RunEnd.Completed(run, "1", false, null));
    NewRun again = Given.run("a");

    rerun(again, run, "after");

    assertThat(requireNonNull(step(again.id(), "late")).lastAttemptAt()).isEqualTo(later);
    assertThat(step(again.id(), "late")).isEqualTo(step(run, "late"));
    assertThat(requireNonNull(step(again.id(), "nap")).dueAt()).isEqualTo(time);
    assertThat(step(again.id(), "nap")).isEqualTo(step(run, "nap"));
  }

  @Test
  void aStepThatHasFailedIsKeptToo() {
    UUID run = startAndClaim(me, "a");
    Instant time = now();
    record(run, Given.failed("caught", 1, time));
    record(run, step("after", time, 1, 2));
    end(new RunEnd.Completed(run, "1", false, null));
    NewRun again = Given.run("a");

    rerun(again, run, "after");

    assertThat(step(again.id(), "caught")).isEqualTo(step(run, "caught"));
  }

  @Test
  void stepsOfNoTimeAreToldApart() {
    UUID run = startAndClaim(me, "a");
    Instant time = now();
    record(run, step("one", time, 0, 0));
    record(run, step("two", time, 0, 0));
    end(new RunEnd.Completed(run, "1", false, null));
    NewRun again = Given.run("a");

    rerun(again, run, "two");

    assertThat(step(again.id(), "two")).isNull();
  }

  @Test
  void whatCannotBeRerunIsRefused() {
    UUID live = startAndClaim(me, "a");
    UUID ended = failedRun();
    NewRun again = Given.run("a");

    assertThat(rerun(again, Given.id(), null)).isEqualTo(Result.NO_RUN);
    assertThat(rerun(again, live, null)).isEqualTo(Result.NOT_ENDED);
    assertThat(rerun(again, ended, "four")).isEqualTo(Result.NO_STEP);
    assertThat(ports.runs().run(again.id())).isEmpty();
    assertThat(claim(ports, me, "a")).isEmpty();
  }

  @Test
  void aRerunMadeForFormerFunctionsIsNotStored() {
    UUID of = failedRun();
    long former = version();
    ports.functions().publish(List.of(Given.function("a", "test/started")));
    NewRun again = Given.run("a");

    assertThat(ports.reruns().rerun(again, of, null, former)).isEqualTo(Result.FUNCTIONS_CHANGED);
    assertThat(ports.runs().run(again.id())).isEmpty();
    assertThat(rerun(again, of, null)).isEqualTo(Result.STARTED);
  }

  @Test
  void aRerunCanBeCancelledAndRerun() {
    UUID of = failedRun();
    NewRun again = Given.cancellable("a", KEY);
    rerun(again, of, null);
    StoredEvent cancel = Given.event("shop/cancelled", "{\"key\":\"o1\"}");

    assertThat(store(cancelling(cancel, KEY)).cancelled()).containsExactly(again.id());
    NewRun third = Given.run("a");
    assertThat(rerun(third, again.id(), null)).isEqualTo(Result.STARTED);
    assertThat(run(third.id()).rerunOf()).isEqualTo(again.id());
    assertThat(run(third.id()).eventId()).isEqualTo(run(of).eventId());
  }

  @Test
  void aRerunOfARunThatWasInvokedHasNoCaller() {
    UUID caller = startAndClaim(me, "caller");
    UUID callee = startAndClaim(me, Given.invoked("a", caller, "call"));
    end(new RunEnd.Completed(callee, "1", false, null));
    NewRun again = Given.run("a");

    rerun(again, callee, null);

    assertThat(run(again.id()).caller()).isNull();
  }
}
