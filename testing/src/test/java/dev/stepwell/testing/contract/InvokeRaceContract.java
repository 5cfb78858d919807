package dev.stepwell.testing.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.Journal.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The caller resumes for every interleaving with the run that it waits for. */
abstract class InvokeRaceContract extends Contract {
  private static final int ROUNDS = 20;

  private Ports others;
  private UUID me;
  private UUID other;

  InvokeRaceContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @BeforeEach
  void register() {
    others = subject().openProcess();
    me = worker(ports, "caller");
    other = worker(others, "callee");
  }

  private record Pair(UUID caller, UUID callee) {}

  /** A caller that this process holds, and a callee that the worker holds. */
  private Pair pair(Ports process, UUID worker) {
    UUID caller = startAndClaim(me, "caller");
    NewRun callee = Given.invoked("callee", caller, "call");
    record(new StepWrite(
        caller,
        Given.waiting("call", StepKind.INVOKE, null, now()),
        null,
        null,
        List.of(dispatch(Given.event("stepwell/function.invoked", "{}"), callee))));
    assertThat(ids(claim(process, worker, "callee"))).containsExactly(callee.id());
    return new Pair(caller, callee.id());
  }

  private void assertGoesOn(UUID caller) {
    assertThat(requireNonNull(step(caller, "call")).status()).isEqualTo(StepStatus.COMPLETED);
    assertThat(run(caller).dueAt()).as("due time of %s", run(caller)).isNotNull();
    assertThat(ids(claim(ports, me, "caller"))).containsExactly(caller);
  }

  @Test
  void inOneProcessInEitherOrder() {
    for (int round = 0; round < ROUNDS; round++) {
      Pair pair = pair(ports, me);
      RunEnd parks = new RunEnd.Parked(pair.caller, null);
      RunEnd completes = new RunEnd.Completed(pair.callee, "1", false, null);

      CompletableFuture<Recorded> first = ports.journal().end(round % 2 == 0 ? parks : completes);
      CompletableFuture<Recorded> second = ports.journal().end(round % 2 == 0 ? completes : parks);

      assertThat(first.join()).isEqualTo(Recorded.RECORDED);
      assertThat(second.join()).isEqualTo(Recorded.RECORDED);
      assertGoesOn(pair.caller);
    }
  }

  @Test
  void inTwoProcessesAtOnce() {
    for (int round = 0; round < ROUNDS; round++) {
      Pair pair = pair(others, other);

      CompletableFuture<Recorded> parks = ports.journal().end(new RunEnd.Parked(pair.caller, null));
      CompletableFuture<Recorded> completes =
          others.journal().end(new RunEnd.Completed(pair.callee, "1", false, null));

      assertThat(parks.join()).isEqualTo(Recorded.RECORDED);
      assertThat(completes.join()).isEqualTo(Recorded.RECORDED);
      assertGoesOn(pair.caller);
    }
  }

  @Test
  void whenManyCalleesOfOneCallerEndInTwoProcesses() {
    UUID caller = startAndClaim(me, "caller");
    List<UUID> callees = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      NewRun callee = Given.invoked("callee", caller, "call:" + i);
      callees.add(callee.id());
      record(new StepWrite(
          caller,
          Given.waiting("call:" + i, StepKind.INVOKE, null, now()),
          null,
          null,
          List.of(dispatch(Given.event("stepwell/function.invoked", "{}"), callee))));
    }
    List<UUID> mine = ids(ports.queue().claim(me, Set.of("callee"), 20, Long.MAX_VALUE, now()));
    List<UUID> theirs = ids(claim(others, other, "callee"));
    assertThat(mine.size() + theirs.size()).isEqualTo(callees.size());

    List<CompletableFuture<Recorded>> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      answers.add(ports.journal().end(new RunEnd.Completed(mine.get(i), "" + i, false, null)));
      answers.add(others.journal().end(new RunEnd.Completed(theirs.get(i), "" + i, false, null)));
      if (i == 10) {
        answers.add(ports.journal().end(new RunEnd.Parked(caller, null)));
      }
    }

    assertThat(answers).allMatch(answer -> answer.join() == Recorded.RECORDED);
    assertThat(ports.runs().steps(caller))
        .hasSize(40)
        .allMatch(step -> step.status() == StepStatus.COMPLETED);
    assertThat(ids(claim(ports, me, "caller"))).containsExactly(caller);
  }

  @Test
  void whenEachOfTwoProcessesHoldsACalleeOfTheOther() {
    for (int round = 0; round < ROUNDS; round++) {
      Pair one = pair(others, other);
      UUID theirCaller = start("caller");
      assertThat(ids(claim(others, other, "caller"))).containsExactly(theirCaller);
      NewRun myCallee = Given.invoked("callee", theirCaller, "call");
      others
          .journal()
          .record(new StepWrite(
              theirCaller,
              Given.waiting("call", StepKind.INVOKE, null, now()),
              null,
              null,
              List.of(dispatch(Given.event("stepwell/function.invoked", "{}"), myCallee))))
          .join();
      assertThat(ids(claim(ports, me, "callee"))).containsExactly(myCallee.id());

      List<CompletableFuture<Recorded>> answers = List.of(
          ports.journal().end(new RunEnd.Parked(one.caller, null)),
          others.journal().end(new RunEnd.Parked(theirCaller, null)),
          ports.journal().end(new RunEnd.Completed(myCallee.id(), "1", false, null)),
          others.journal().end(new RunEnd.Completed(one.callee, "1", false, null)));

      assertThat(answers).allMatch(answer -> answer.join() == Recorded.RECORDED);
      assertThat(ids(claim(ports, me, "caller")))
          .containsExactlyInAnyOrder(one.caller, theirCaller);
    }
  }

  @Test
  void whenTheCallerIsCancelledWhileTheCalleeEnds() {
    for (int round = 0; round < ROUNDS; round++) {
      Pair pair = pair(others, other);

      CompletableFuture<Recorded> completes =
          others.journal().end(new RunEnd.Completed(pair.callee, "1", false, null));
      ports.cancellations().cancel(pair.caller);
      completes.join();

      assertThat(run(pair.caller).status().isEnded()).isTrue();
      assertThat(run(pair.callee).status().isEnded()).isTrue();
      assertThat(claim(ports, me, "caller", "callee")).isEmpty();
    }
  }
}
