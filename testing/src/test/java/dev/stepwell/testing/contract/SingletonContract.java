package dev.stepwell.testing.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.Singleton.Mode;
import dev.stepwell.contract.SingletonDefinition;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.SkippedRun;
import dev.stepwell.runtime.model.SkippedRun.Rule;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.store.Reruns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One run of each key of a singleton is live. */
abstract class SingletonContract extends Contract {
  private static final String KEY = "[\"p1\"]";
  private static final MatchKey CANCEL_KEY = Given.key("shop/cancelled", "o1");

  private UUID me;
  private @Nullable UUID caller;

  SingletonContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @BeforeEach
  void register() {
    me = worker(ports, "a");
  }

  private static NewRun single(Mode mode) {
    return Given.single("a", SingletonDefinition.of(mode, "event.data.id"), KEY);
  }

  private UUID started(Mode mode) {
    UUID run = start(single(mode));
    assertThat(ids(claim(ports, me, "a"))).containsExactly(run);
    return run;
  }

  private void assertSkipped(UUID run, @Nullable UUID successor) {
    Run skipped = run(run);
    assertThat(skipped.status()).isEqualTo(RunStatus.SKIPPED);
    assertThat(ports.runs().reasons(run))
        .containsExactly(new Reason.Skipped(Rule.SINGLETON, KEY, successor, skipped.endedAt()));
  }

  private void assertWaitsFor(UUID run, UUID current) {
    assertThat(run(run).status()).isEqualTo(RunStatus.WAITING);
    assertThat(ports.runs().reasons(run))
        .containsExactly(new Reason.AwaitingSingleton(KEY, current, run(current).status()));
  }

  private void settle() {
    for (int round = 0; round < 3; round++) {
      ports.singletons().settle(now(), 100);
    }
  }

  @Test
  void aSecondRunIsSkippedWhileOneIsLive() {
    UUID first = start(single(Mode.SKIP));
    NewRun second = single(Mode.SKIP);

    Accepted.Stored stored = store(dispatch(Given.event("shop/placed", "{}"), second));

    assertThat(stored.started()).isEmpty();
    assertThat(stored.skipped())
        .containsExactly(new SkippedRun(second.id(), "a", Rule.SINGLETON, KEY, first));
    assertSkipped(second.id(), first);
    assertThat(ids(claim(ports, me, "a"))).containsExactly(first);
    end(new RunEnd.Parked(first, null));
    assertSkipped(start(single(Mode.SKIP)), first);
  }

  @Test
  void theKeyIsFreeHoweverTheRunEnds() {
    UUID completed = started(Mode.SKIP);
    end(new RunEnd.Completed(completed, "1", false, null));
    UUID failed = started(Mode.SKIP);
    end(new RunEnd.Failed(
        failed, Given.ERROR, false, dispatch(Given.event("stepwell/function.failed", "{}"))));
    UUID timedOut = started(Mode.SKIP);
    end(new RunEnd.Cancelled(timedOut, Run.BY_TIMEOUT));
    UUID unstarted = start(single(Mode.SKIP));
    ports.cancellations().cancel(unstarted);

    assertThat(started(Mode.SKIP)).isNotNull();
  }

  @Test
  void otherKeysAndFunctionsAreFree() {
    start(single(Mode.SKIP));
    NewRun otherKey =
        Given.single("a", SingletonDefinition.of(Mode.SKIP, "event.data.id"), "[null]");
    NewRun otherFunction = Given.single("b", SingletonDefinition.of(Mode.SKIP), KEY);

    assertThat(run(start(otherKey)).status()).isEqualTo(RunStatus.QUEUED);
    assertThat(run(start(otherFunction)).status()).isEqualTo(RunStatus.QUEUED);
    assertThat(run(start("a")).status()).isEqualTo(RunStatus.QUEUED);
  }

  @Test
  void theLatestWaitsForTheEndOfTheRunThatIsLive() {
    UUID first = started(Mode.QUEUE_LATEST);
    UUID second = start(single(Mode.QUEUE_LATEST));
    assertWaitsFor(second, first);

    UUID third = start(single(Mode.QUEUE_LATEST));

    assertSkipped(second, third);
    assertWaitsFor(third, first);
    settle();
    assertThat(claim(ports, me, "a")).isEmpty();
    end(new RunEnd.Completed(first, "1", false, null));
    settle();
    assertThat(ids(claim(ports, me, "a"))).containsExactly(third);
    assertWaitsFor(start(single(Mode.QUEUE_LATEST)), third);
  }

  @Test
  void aRunThatComesBetweenTheEndAndTheNextReplacesTheNext() {
    UUID first = started(Mode.QUEUE_LATEST);
    UUID second = start(single(Mode.QUEUE_LATEST));
    end(new RunEnd.Completed(first, "1", false, null));

    UUID third = start(single(Mode.QUEUE_LATEST));
    settle();

    assertSkipped(second, third);
    assertThat(ids(claim(ports, me, "a"))).containsExactly(third);
  }

  @Test
  void aCancelledRunWaitsForNothing() {
    UUID first = started(Mode.QUEUE_LATEST);
    UUID second = start(single(Mode.QUEUE_LATEST));
    ports.cancellations().cancel(second);
    settle();

    UUID third = start(single(Mode.QUEUE_LATEST));
    assertWaitsFor(third, first);
    end(new RunEnd.Completed(first, "1", false, null));
    settle();
    assertThat(ids(claim(ports, me, "a"))).containsExactly(third);
  }

  @Test
  void theNewestReplacesARunThatHasNotStarted() {
    UUID first = start(single(Mode.CANCEL));
    UUID second = start(single(Mode.CANCEL));

    assertSkipped(first, second);
    assertThat(ids(claim(ports, me, "a"))).containsExactly(second);
  }

  @Test
  void theNewestStartsWhenTheOldOneHasStopped() {
    UUID first = started(Mode.CANCEL);
    UUID second = start(single(Mode.CANCEL));
    assertWaitsFor(second, first);
    UUID third = start(single(Mode.CANCEL));
    assertSkipped(second, third);

    assertThat(ports.singletons().settle(now(), 100).cancelled()).containsExactly(first);
    assertThat(run(first).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(run(first).cancelledBy()).isEqualTo(Run.BY_SINGLETON);
    settle();
    assertThat(claim(ports, me, "a")).as("while its worker has not stopped it").isEmpty();

    ports.singletons().stopped(me, List.of(first));
    settle();
    assertThat(ids(claim(ports, me, "a"))).containsExactly(third);
  }

  /** Ways in which others than the singleton cancel a run. */
  private enum CancelledBy {
    CALL {
      @Override
      void cancel(SingletonContract contract, UUID run) {
        contract.ports.cancellations().cancel(run);
      }
    },
    EVENT {
      @Override
      void cancel(SingletonContract contract, UUID run) {
        contract.store(contract.cancelling(Given.event("shop/cancelled", "{}"), CANCEL_KEY));
      }
    },
    CALLER {
      @Override
      void cancel(SingletonContract contract, UUID run) {
        contract.ports.cancellations().cancel(requireNonNull(contract.caller));
      }
    };

    abstract void cancel(SingletonContract contract, UUID run);
  }

  /** A run that any of these ways cancels, and that its worker executes. */
  private UUID cancellable(Mode mode) {
    caller = startAndClaim(worker(ports, "caller"), "caller");
    NewRun invoked = Given.invoked("a", caller, "call");
    NewRun run = new NewRun(
        invoked.id(),
        "a",
        List.of(CANCEL_KEY),
        false,
        null,
        invoked.caller(),
        single(mode).rules());
    StepWrite write = new StepWrite(
        caller,
        Given.waiting("call", StepKind.INVOKE, null, now()),
        null,
        null,
        List.of(dispatch(Given.event("stepwell/function.invoked", "{}"), run)));
    assertThat(record(write)).isEqualTo(Recorded.RECORDED);
    assertThat(ids(claim(ports, me, "a"))).containsExactly(run.id());
    return run.id();
  }

  @ParameterizedTest
  @EnumSource(CancelledBy.class)
  void nothingStartsBesideACancelledRunThatStillExecutes(CancelledBy by) {
    UUID first = cancellable(Mode.QUEUE_LATEST);
    UUID second = start(single(Mode.QUEUE_LATEST));
    by.cancel(this, first);
    settle();
    assertThat(run(first).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(claim(ports, me, "a")).as("while its worker has not stopped it").isEmpty();

    ports.singletons().stopped(me, List.of(first));
    settle();
    assertThat(ids(claim(ports, me, "a"))).containsExactly(second);
  }

  @ParameterizedTest
  @EnumSource(CancelledBy.class)
  void theKeyIsTakenWhileACancelledRunStillExecutes(CancelledBy by) {
    UUID first = cancellable(Mode.SKIP);
    by.cancel(this, first);
    settle();
    assertSkipped(start(single(Mode.SKIP)), first);

    ports.singletons().stopped(me, List.of(first));
    settle();
    assertThat(started(Mode.SKIP)).isNotNull();
  }

  @Test
  void onlyTheWorkerThatExecutesACancelledRunReportsIt() {
    UUID first = started(Mode.QUEUE_LATEST);
    UUID second = start(single(Mode.QUEUE_LATEST));
    UUID other = worker(ports, "b");
    ports.cancellations().cancel(first);
    assertThat(ports.queue().held(me)).containsExactly(first);
    assertThat(ports.queue().held(other)).isEmpty();
    ports.singletons().stopped(other, List.of(first));
    settle();
    assertThat(claim(ports, me, "a")).isEmpty();

    ports.singletons().stopped(me, List.of(first));
    settle();
    assertThat(ports.queue().held(me)).isEmpty();
    assertThat(ids(claim(ports, me, "a"))).containsExactly(second);
  }

  @Test
  void aRunWhoseSuccessorWasCancelledIsAwaitedByTheNext() {
    UUID first = started(Mode.CANCEL);
    UUID second = start(single(Mode.CANCEL));
    settle();
    ports.cancellations().cancel(second);
    settle();

    UUID third = start(single(Mode.CANCEL));
    settle();
    assertThat(claim(ports, me, "a"))
        .as("while the worker has not stopped the first")
        .isEmpty();
    ports.singletons().stopped(me, List.of(first));
    settle();
    assertThat(ids(claim(ports, me, "a"))).containsExactly(third);
  }

  @Test
  void theNewestStartsWhenTheWorkerOfTheOldOneIsGone() {
    UUID first = started(Mode.CANCEL);
    UUID second = start(single(Mode.CANCEL));
    settle();
    assertThat(run(first).status()).isEqualTo(RunStatus.CANCELLED);

    ports.queue().leave(me);
    subject().advance(Duration.ofMinutes(1));
    settle();

    assertThat(ids(claim(ports, worker(ports, "a"), "a"))).containsExactly(second);
  }

  @Test
  void aParkedRunIsCancelledAtOnce() {
    UUID first = started(Mode.CANCEL);
    end(new RunEnd.Parked(first, null));
    UUID second = start(single(Mode.CANCEL));
    settle();

    assertThat(run(first).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(ids(claim(ports, me, "a"))).containsExactly(second);
  }

  @Test
  void aRerunIsDecidedUponAsWell() {
    UUID first = started(Mode.SKIP);
    UUID skipped = start(single(Mode.SKIP));
    NewRun refused = single(Mode.SKIP);
    assertThat(ports.reruns().rerun(refused, skipped, null, version()))
        .isEqualTo(Reruns.Result.STARTED);
    assertSkipped(refused.id(), first);
    assertThat(run(refused.id()).rerunOf()).isEqualTo(skipped);

    end(new RunEnd.Completed(first, "1", false, null));
    NewRun accepted = single(Mode.SKIP);
    ports.reruns().rerun(accepted, skipped, null, version());
    assertThat(ids(claim(ports, me, "a"))).containsExactly(accepted.id());
    assertSkipped(start(single(Mode.SKIP)), accepted.id());
  }

  @Test
  void whoeverInvokesASkippedRunGoesOn() {
    UUID caller = startAndClaim(worker(ports, "caller"), "caller");
    UUID first = start(single(Mode.SKIP));
    NewRun invoked = Given.ruled(
        Given.invoked("a", caller, "call"), requireNonNull(single(Mode.SKIP).rules()));
    StepWrite write = new StepWrite(
        caller,
        Given.waiting("call", StepKind.INVOKE, null, now()),
        null,
        null,
        List.of(dispatch(Given.event("stepwell/function.invoked", "{}"), invoked)));

    assertThat(record(write)).isEqualTo(Recorded.RECORDED);

    assertSkipped(invoked.id(), first);
    StepRecord step = requireNonNull(step(caller, "call"));
    ErrorInfo error = requireNonNull(step.error());
    assertThat(step.status()).isEqualTo(StepStatus.FAILED);
    assertThat(error.type()).isEqualTo("dev.stepwell.RunCancelledException");
    assertThat(error.message()).contains("skipped");
    end(new RunEnd.Parked(caller, null));
    assertThat(run(caller).status()).isEqualTo(RunStatus.QUEUED);
  }

  @Test
  void ofManySendersOneRunIsLive() {
    List<Ports> processes = List.of(ports, subject().openProcess());
    for (Mode mode : Mode.values()) {
      long version = version();
      List<CompletableFuture<Accepted>> sends = new ArrayList<>();
      List<UUID> runs = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        NewRun run = Given.single("a", SingletonDefinition.of(mode), "[\"" + mode + i % 3 + "\"]");
        runs.add(run.id());
        sends.add(processes
            .get(i % 2)
            .events()
            .append(new Dispatch(
                Given.event("shop/placed", "{}"),
                List.of(run),
                List.of(),
                List.of(),
                version,
                null)));
      }
      sends.forEach(CompletableFuture::join);
      settle();

      List<Run> stored = ports.runs().runs(runs);
      assertThat(stored.stream().filter(run -> run.status() == RunStatus.QUEUED))
          .hasSize(3);
      assertThat(stored.stream().filter(run -> run.status() == RunStatus.WAITING))
          .hasSize(mode == Mode.QUEUE_LATEST ? 3 : 0);
      assertThat(stored).hasSize(60);
    }
  }
}
