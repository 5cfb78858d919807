package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.stepwell.runtime.model.Bucket;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.FailureGroup;
import dev.stepwell.runtime.model.FailureGroups;
import dev.stepwell.runtime.model.FunctionCounts;
import dev.stepwell.runtime.model.Percentiles;
import dev.stepwell.runtime.model.Queue;
import dev.stepwell.runtime.model.RetryingRuns;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunCounts;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.UnattendedFunction;
import dev.stepwell.runtime.model.WorkerInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The statistics of all runs agree with the single runs. */
abstract class InsightsContract extends Contract {
  private static final Duration HOUR = Duration.ofHours(1);

  InsightsContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  private UUID startNow(String functionId) {
    return start(Given.runAt(now(), functionId));
  }

  /** A run that a worker holds after this many seconds. */
  private UUID claimedAfter(UUID worker, String functionId, int seconds) {
    UUID run = startNow(functionId);
    subject().advance(Duration.ofSeconds(seconds));
    assertThat(ids(claim(ports, worker, functionId))).containsExactly(run);
    return run;
  }

  private void complete(UUID run) {
    end(new RunEnd.Completed(run, "1", false, null));
  }

  private void fail(UUID run, ErrorInfo error) {
    end(new RunEnd.Failed(
        run, error, false, dispatch(Given.event("stepwell/function.failed", "{}"))));
  }

  private FunctionCounts countsOf(String functionId, Instant from, Instant to) {
    return ports.insights().counts(from, to, HOUR).functions().stream()
        .filter(counts -> counts.functionId().equals(functionId))
        .findFirst()
        .orElseThrow();
  }

  private Instant later() {
    return now().plus(LONG);
  }

  @Test
  void whereThereIsNothingNothingIsTold() {
    assertThat(ports.insights().counts(now().minus(LONG), later(), HOUR))
        .isEqualTo(new RunCounts(List.of(), true));
    assertThat(ports.insights().failures(now().minus(LONG), later()))
        .isEqualTo(new FailureGroups(List.of(), true));
    assertThat(ports.insights().workers()).isEmpty();
    assertThat(ports.insights().queue()).isEqualTo(new Queue(0, 0, 0, true));
  }

  @Test
  void runsAreCountedByWhatBecameOfThem() {
    Instant from = now();
    UUID me = worker(ports, "a", "b");
    complete(claimedAfter(me, "a", 1));
    complete(claimedAfter(me, "a", 1));
    fail(claimedAfter(me, "a", 1), Given.ERROR);
    claimedAfter(me, "a", 1);
    ports.cancellations().cancel(startNow("a"));
    startNow("b");

    RunCounts counts = ports.insights().counts(from, later(), HOUR);

    assertThat(counts.complete()).isTrue();
    assertThat(counts.functions()).extracting(FunctionCounts::functionId).containsExactly("a", "b");
    FunctionCounts a = counts.functions().get(0);
    assertThat(List.of(a.created(), a.completed(), a.failed(), a.cancelled(), a.live()))
        .containsExactly(5L, 2L, 1L, 1L, 1L);
    FunctionCounts b = counts.functions().get(1);
    assertThat(List.of(b.created(), b.live())).containsExactly(1L, 1L);
    assertThat(b.duration()).isEqualTo(Percentiles.NONE);
    assertThat(b.queueing()).isEqualTo(Percentiles.NONE);
  }

  @Test
  void timesAreThoseOfTheRuns() {
    Instant from = now();
    UUID me = worker(ports, "a");
    List<UUID> runs = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      UUID run = claimedAfter(me, "a", 10 * i);
      subject().advance(Duration.ofSeconds(i));
      complete(run);
      runs.add(run);
    }
    claimedAfter(me, "a", 1);

    FunctionCounts counts = countsOf("a", from, later());

    List<Duration> took = runs.stream()
        .map(this::run)
        .map(run -> between(run.startedAt(), run.endedAt()))
        .sorted()
        .toList();
    assertThat(counts.duration()).isEqualTo(new Percentiles(took.get(1), took.get(3), took.get(3)));
    List<Duration> queued = ports.runs().newest("a", 10).stream()
        .map(run -> between(run.createdAt(), run.startedAt()))
        .sorted()
        .toList();
    assertThat(counts.queueing())
        .isEqualTo(new Percentiles(queued.get(2), queued.get(4), queued.get(4)));
  }

  private static Duration between(@Nullable Instant from, @Nullable Instant to) {
    assertThat(from).isNotNull();
    assertThat(to).isNotNull();
    return Duration.between(from, to);
  }

  @Test
  void runsAreCountedInBucketsThatBeginAtWholeOnes() {
    Duration day = Duration.ofDays(1);
    Instant from = now();
    UUID me = worker(ports, "a", "b");
    complete(claimedAfter(me, "a", 1));
    UUID first = startNow("b");
    subject().advance(day.multipliedBy(3));
    fail(claimedAfter(me, "a", 1), Given.ERROR);

    RunCounts counts = ports.insights().counts(from, later(), day);

    Run failed = ports.runs().newest("a", 1).get(0);
    Instant last = Instant.ofEpochSecond(failed.createdAt().getEpochSecond() / 86_400 * 86_400);
    assertThat(counts.functions().get(0).buckets())
        .containsExactly(
            new Bucket(last.minus(day.multipliedBy(3)), 1, 1, 0, 0, 0),
            new Bucket(last, 1, 0, 1, 0, 0));
    assertThat(counts.functions().get(1).buckets()).hasSize(1);
    assertThat(run(first).functionId()).isEqualTo("b");
    assertThatThrownBy(() -> ports.insights().counts(from, later(), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyRunsOfTheSpanAreCounted() {
    startNow("a");
    subject().advance(Duration.ofSeconds(10));
    Instant from = now();
    startNow("a");
    subject().advance(Duration.ofSeconds(10));
    Instant to = now();
    startNow("a");

    assertThat(countsOf("a", from, to).created()).isEqualTo(1);
    assertThat(countsOf("a", from, later()).created()).isEqualTo(2);
    assertThat(countsOf("a", Instant.EPOCH, later()).created()).isEqualTo(3);
  }

  @Test
  void failuresThatAreAlikeAreTogether() {
    Instant from = now();
    UUID me = worker(ports, "a", "b");
    List<UUID> alike = new ArrayList<>();
    for (String step : List.of("pack", "pack:1", "pack:2.11", "pack", "pack:3", "pack:4")) {
      UUID run = claimedAfter(me, "a", 1);
      fail(run, new ErrorInfo("x.Broken", "no " + step, "trace", step, 4));
      alike.add(0, run);
    }
    UUID flow = claimedAfter(me, "a", 1);
    fail(flow, new ErrorInfo("x.Broken", null, null, null, 0));
    UUID other = claimedAfter(me, "b", 1);
    fail(other, new ErrorInfo("x.Other", "none: \0", "at \0", "pack", 1));
    complete(claimedAfter(me, "a", 1));

    FailureGroups failures = ports.insights().failures(from, later());

    assertThat(failures.complete()).isTrue();
    assertThat(failures.groups())
        .containsExactly(
            group("b", "pack", "x.Other", "none: \ufffd", 1, List.of(other)),
            group("a", null, "x.Broken", "", 1, List.of(flow)),
            group("a", "pack", "x.Broken", "no pack:4", 6, alike));
    assertThat(ports.insights().failures(later(), later().plus(LONG)).groups()).isEmpty();
  }

  private FailureGroup group(
      String functionId,
      @Nullable String stepId,
      String type,
      String message,
      int count,
      List<UUID> runs) {
    return new FailureGroup(
        functionId,
        stepId,
        type,
        message,
        count,
        0,
        endedAt(runs.get(runs.size() - 1)),
        endedAt(runs.get(0)),
        runs.subList(0, Math.min(5, runs.size())));
  }

  private Instant endedAt(UUID run) {
    Instant at = run(run).endedAt();
    assertThat(at).isNotNull();
    return at == null ? Instant.MIN : at;
  }

  @Test
  void runsThatAttemptAStepAgainAreAmongTheFailures() {
    UUID me = worker(ports, "a", "b");
    UUID failed = claimedAfter(me, "a", 1);
    fail(failed, new ErrorInfo(Given.ERROR.type(), "given up", null, "pack", 4));
    UUID retrying = claimedAfter(me, "a", 1);
    retry(retrying, "pack:1");
    subject().advance(Duration.ofSeconds(1));
    retry(retrying, "pack:2");
    UUID other = claimedAfter(me, "b", 1);
    retry(other, "send");
    UUID cancelled = claimedAfter(me, "b", 1);
    retry(cancelled, "send");
    ports.cancellations().cancel(cancelled);

    List<FailureGroup> groups =
        ports.insights().failures(Instant.EPOCH, later()).groups();

    assertThat(groups).extracting(FailureGroup::stepId).containsExactly("send", "pack");
    assertThat(groups).extracting(FailureGroup::count).containsExactly(0L, 1L);
    assertThat(groups).extracting(FailureGroup::retrying).containsExactly(1L, 1L);
    assertThat(groups.get(1).lastRuns()).containsExactly(retrying, failed);
    assertThat(groups.get(1).lastMessage()).isEqualTo(Given.ERROR.message());
    assertThat(ports.insights().failures(later(), later()).groups())
        .as("a run is retrying now, whenever it was created")
        .hasSize(2);
    assertThat(ports.insights().retrying())
        .containsExactly(new RetryingRuns("a", 1), new RetryingRuns("b", 1));
  }

  private void retry(UUID run, String step) {
    Instant due = now().plus(LONG);
    record(new StepWrite(
        run,
        Given.retrying(step, 1, due, now()),
        new FailedAttempt(step, 1, Given.ERROR, now(), now(), due),
        null,
        List.of()));
  }

  @Test
  void theLastSeenOfTooManyGroupsAreTold() {
    Instant from = now();
    UUID me = worker(ports, "a");
    for (int i = 0; i <= FailureGroups.MAX; i++) {
      fail(claimedAfter(me, "a", 1), new ErrorInfo("x.Error" + i, null, null, null, 0));
    }

    FailureGroups failures = ports.insights().failures(from, later());

    assertThat(failures.complete()).isFalse();
    assertThat(failures.groups())
        .hasSize(FailureGroups.MAX)
        .isSortedAccordingTo(
            Comparator.comparing(FailureGroup::lastSeen, Comparator.reverseOrder()));
    assertThat(failures.groups().get(0).type()).isEqualTo("x.Error" + FailureGroups.MAX);
  }

  @Test
  void workersSayWhetherTheyLiveAndWhatTheyHold() {
    UUID dead = worker(subject().openProcess(), "a");
    subject().endLease(dead);
    UUID me = worker(ports, "b", "a");
    startAndClaim(me, "a");
    startAndClaim(me, "b");

    List<WorkerInfo> workers = ports.insights().workers();

    assertThat(workers).extracting(WorkerInfo::id).containsExactly(dead, me);
    assertThat(workers).extracting(WorkerInfo::alive).containsExactly(false, true);
    assertThat(workers).extracting(WorkerInfo::running).containsExactly(0L, 2L);
    WorkerInfo mine = workers.get(1);
    assertThat(mine.name()).isEqualTo("worker " + me);
    assertThat(mine.functions()).containsExactly("a", "b");
    assertThat(mine.heartbeatAt()).isAfterOrEqualTo(mine.startedAt());
    subject().advance(Duration.ofSeconds(1));
    ports.queue().beat(me, LEASE);
    WorkerInfo after = ports.insights().workers().get(1);
    assertThat(after.heartbeatAt()).isAfter(mine.heartbeatAt());
    assertThat(after.startedAt()).isEqualTo(mine.startedAt());
  }

  @Test
  void functionsThatNoLiveWorkerExecutesAreListed() {
    ports
        .functions()
        .publish(List.of(Given.function("a"), Given.function("b"), Given.function("c")));
    UUID me = worker(ports, "a");
    Ports others = subject().openProcess();
    UUID gone = worker(others, "b");
    start("b");
    start("b:on-failure");
    others.queue().leave(gone);
    subject().advance(LONG);
    ports.queue().beat(me, LEASE);

    assertThat(ports.insights().unattended(later()))
        .extracting(UnattendedFunction::id, UnattendedFunction::waiting)
        .containsExactly(tuple("b", 2), tuple("c", 0));
    assertThat(ports.insights().unattended(now().minus(LONG.multipliedBy(2)))).isEmpty();
  }

  @Test
  void whatThereIsToDoIsCounted() {
    UUID me = worker(ports, "a");
    UUID sleeps = startAndClaim(me, "a");
    UUID waits = startAndClaim(me, "a");
    end(new RunEnd.Parked(sleeps, later()));
    end(new RunEnd.Parked(waits, null));
    startAndClaim(me, "a");
    UUID ended = startAndClaim(me, "a");
    complete(ended);
    for (String functionId : List.of("a", "b", "c")) {
      start(functionId);
    }

    assertThat(ports.insights().queue()).isEqualTo(new Queue(3, 2, 1, true));

    subject().advance(LONG.multipliedBy(2));
    assertThat(ports.insights().queue()).isEqualTo(new Queue(4, 1, 1, true));
    assertThat(ports.queue().claim(me, Set.of("a"), 100, Long.MAX_VALUE, now())).hasSize(2);
  }
}
