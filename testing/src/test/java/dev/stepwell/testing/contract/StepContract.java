package dev.stepwell.testing.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.Journal.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Steps are recorded once, by the worker that holds the run, together with their events. */
abstract class StepContract extends Contract {
  private UUID me;

  StepContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @BeforeEach
  void register() {
    me = worker(ports, "a");
  }

  @Test
  void stepsAreRecordedAndReadInTheOrderInWhichTheyStarted() {
    UUID run = startAndClaim(me, "a");
    Instant time = now();
    StepRecord second = Given.completed("z", "{\"b\":[1,\"\u00e9\"]}", time.plusMillis(1));
    StepRecord first = Given.completed("y", null, time);
    StepRecord third = Given.waiting("x:1.2", StepKind.SLEEP, time.plus(LONG), time.plusMillis(2));

    assertThat(record(run, second)).isEqualTo(Recorded.RECORDED);
    assertThat(record(run, first)).isEqualTo(Recorded.RECORDED);
    assertThat(record(run, third)).isEqualTo(Recorded.RECORDED);

    assertThat(ports.runs().steps(run)).containsExactly(first, second, third);
  }

  @Test
  void onlyTheHolderOfARunRecords() {
    UUID queued = start("a");
    Ports other = subject().openProcess();
    UUID another = worker(other, "b");
    NewRun othersRun = Given.run("b");
    start(othersRun);
    claim(other, another, "b");
    UUID parked = startAndClaim(me, "c");
    end(new RunEnd.Parked(parked, null));
    UUID ended = startAndClaim(me, "c");
    end(new RunEnd.Completed(ended, "1", false, null));

    for (UUID run : List.of(queued, othersRun.id(), parked, ended, Given.id())) {
      assertThat(record(run, Given.completed("s", "1", now()))).isEqualTo(Recorded.NOT_HELD);
      assertThat(ports.runs().steps(run)).isEmpty();
      assertThat(end(new RunEnd.Parked(run, null))).isEqualTo(Recorded.NOT_HELD);
    }
    assertThat(other
            .journal()
            .record(StepWrite.of(othersRun.id(), Given.completed("s", "1", now())))
            .join())
        .isEqualTo(Recorded.RECORDED);
  }

  @Test
  void aWorkerWhoseLeaseIsLostCannotRecord() {
    UUID run = startAndClaim(me, "a");
    Ports other = subject().openProcess();
    UUID another = worker(other, "a");
    subject().endLease(me);

    sweep(other, another);

    assertThat(record(run, Given.completed("s", "1", now()))).isEqualTo(Recorded.NOT_HELD);
    assertThat(end(new RunEnd.Completed(run, "1", false, null))).isEqualTo(Recorded.NOT_HELD);
    assertThat(run(run).status()).isEqualTo(RunStatus.QUEUED);
    assertThat(ids(claim(other, another, "a"))).containsExactly(run);
  }

  @Test
  void aStepThatHasEndedIsNeverChanged() {
    UUID run = startAndClaim(me, "a");
    StepRecord completed = Given.completed("good", "1", now());
    StepRecord failed = Given.failed("bad", 4, now());
    record(run, completed);
    record(run, failed);

    assertThat(record(run, Given.failed("good", 2, now()))).isEqualTo(Recorded.ENDED_OTHERWISE);
    assertThat(record(run, Given.completed("bad", "2", now()))).isEqualTo(Recorded.ENDED_OTHERWISE);
    assertThat(record(run, Given.retrying("bad", 1, now(), now())))
        .isEqualTo(Recorded.ENDED_OTHERWISE);
    assertThat(step(run, "good")).isEqualTo(completed);
    assertThat(step(run, "bad")).isEqualTo(failed);
  }

  @Test
  void attemptsThatFailedAreKept() {
    UUID run = startAndClaim(me, "a");
    Instant first = now();
    Instant second = first.plusSeconds(2);
    Instant third = second.plusSeconds(3);
    FailedAttempt one = new FailedAttempt("s", 1, Given.ERROR, first, first.plusMillis(5), second);
    record(new StepWrite(run, Given.retrying("s", 1, second, first), one, null, List.of()));
    assertThat(requireNonNull(step(run, "s")).dueAt()).isEqualTo(second);
    assertThat(requireNonNull(step(run, "s")).error()).isEqualTo(Given.ERROR);

    StepRecord completed = new StepRecord(
        "s", StepKind.STEP, StepStatus.COMPLETED, 2, null, "7", null, null, first, third, second);
    assertThat(record(run, completed)).isEqualTo(Recorded.RECORDED);

    assertThat(ports.runs().failedAttempts(run)).containsExactly(one);
    assertThat(step(run, "s"))
        .isEqualTo(new StepRecord(
            "s",
            StepKind.STEP,
            StepStatus.COMPLETED,
            2,
            null,
            "7",
            Given.ERROR,
            null,
            first,
            third,
            second));
  }

  @Test
  void theLastAttemptOfAStepThatFailedForGoodIsTheOneAfterWhichNoneWasDue() {
    UUID run = startAndClaim(me, "a");
    Instant first = now();
    Instant second = first.plusSeconds(2);
    Instant end = second.plusSeconds(3);
    FailedAttempt one = new FailedAttempt("s", 1, Given.ERROR, first, first, second);
    FailedAttempt two = new FailedAttempt("s", 2, Given.ERROR, second, end, null);
    StepRecord failed = new StepRecord(
        "s",
        StepKind.STEP,
        StepStatus.FAILED,
        2,
        null,
        null,
        Given.ERROR,
        null,
        first,
        end,
        second);

    record(new StepWrite(run, Given.retrying("s", 1, second, first), one, null, List.of()));
    assertThat(requireNonNull(step(run, "s")).lastAttemptAt()).isNull();
    record(new StepWrite(run, failed, two, null, List.of()));

    assertThat(ports.runs().failedAttempts(run)).containsExactly(one, two);
    assertThat(step(run, "s")).isEqualTo(failed);
  }

  @Test
  void theInputOfAStepStaysAsItWasFirstRecorded() {
    UUID run = startAndClaim(me, "a");
    StepRecord retrying =
        Given.retrying("s", 1, now(), now()).withInput("{\"n\": [1, \"\u00e9\"]}");
    StepRecord other = Given.completed("t", "1", now()).withInput("{\"n\":2}");
    StepRecord without = Given.completed("u", "1", now());
    List<CompletableFuture<Recorded>> answers = Stream.of(retrying, other, without)
        .map(step -> ports.journal().record(StepWrite.of(run, step)))
        .toList();
    assertThat(answers).allMatch(answer -> answer.join() == Recorded.RECORDED);
    assertThat(ports.runs().steps(run)).containsExactlyInAnyOrder(retrying, other, without);

    record(run, Given.retrying("s", 2, now(), now()));
    record(run, Given.completed("s", "1", now()).withInput("{\"n\":3}"));

    assertThat(requireNonNull(step(run, "s")).status()).isEqualTo(StepStatus.COMPLETED);
    assertThat(requireNonNull(step(run, "s")).input()).isEqualTo(retrying.input());
  }

  @Test
  void whoTakesARunIsNotBurdenedWithInputs() {
    UUID run = startAndClaim(me, "a");
    StepRecord step = Given.completed("s", "1", now()).withInput("{\"n\":1}");
    record(run, step);
    end(new RunEnd.Parked(run, now()));

    List<ClaimedRun> taken = claim(ports, me, "a");

    assertThat(taken)
        .singleElement()
        .satisfies(claimed -> assertThat(claimed.steps()).containsExactly(step.withoutInput()));
    assertThat(step(run, "s")).isEqualTo(step);
  }

  @Test
  void anAttemptThatIsRefusedLeavesNoTime() {
    UUID run = startAndClaim(me, "a");
    StepRecord completed = Given.completed("s", "1", now());
    record(run, completed);

    StepRecord late = new StepRecord(
        "s", StepKind.STEP, StepStatus.COMPLETED, 2, null, "2", null, null, now(), now(), now());
    assertThat(record(run, late)).isEqualTo(Recorded.ENDED_OTHERWISE);

    assertThat(step(run, "s")).isEqualTo(completed);
  }

  @Test
  void writesOfOneStepAreAppliedInTheOrderOfTheCalls() {
    UUID run = startAndClaim(me, "a");
    Instant time = now();
    List<CompletableFuture<Recorded>> answers = new ArrayList<>();
    for (int attempt = 1; attempt <= 3; attempt++) {
      answers.add(ports
          .journal()
          .record(new StepWrite(
              run,
              Given.retrying("s", attempt, time, time),
              new FailedAttempt("s", attempt, Given.ERROR, time.plusMillis(attempt), time, time),
              null,
              List.of())));
    }
    StepRecord completed = new StepRecord(
        "s", StepKind.STEP, StepStatus.COMPLETED, 4, null, "7", null, null, time, time, time);
    answers.add(ports.journal().record(StepWrite.of(run, completed)));
    CompletableFuture<Recorded> late =
        ports.journal().record(StepWrite.of(run, Given.failed("s", 5, time)));
    CompletableFuture<Recorded> end =
        ports.journal().end(new RunEnd.Completed(run, "9", false, null));

    assertThat(answers).allMatch(answer -> answer.join() == Recorded.RECORDED);
    assertThat(late.join()).isEqualTo(Recorded.ENDED_OTHERWISE);
    assertThat(end.join()).isEqualTo(Recorded.RECORDED);
    assertThat(requireNonNull(step(run, "s")).attempts()).isEqualTo(4);
    assertThat(requireNonNull(step(run, "s")).status()).isEqualTo(StepStatus.COMPLETED);
    assertThat(ports.runs().failedAttempts(run).stream().map(FailedAttempt::attempt))
        .containsExactly(1, 2, 3);
    assertThat(run(run).output()).isEqualTo("9");
  }
}
