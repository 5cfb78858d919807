package dev.stepwell.testing.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.Caller;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.store.Journal.Recorded;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run that invoked another resumes when that one ends. */
abstract class InvokeContract extends Contract {
  private UUID me;

  InvokeContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @BeforeEach
  void register() {
    me = worker(ports, "caller", "callee");
  }

  private void claimCallees() {
    claim(ports, me, "callee");
  }

  @Test
  void theNewRunKnowsItsCaller() {
    UUID caller = startAndClaim(me, "caller");
    UUID first = invoke(caller, "call");
    UUID second = invoke(caller, "call:1");

    assertThat(run(first).caller()).isEqualTo(new Caller(caller, "call"));
    assertThat(run(first).status()).isEqualTo(RunStatus.QUEUED);
    assertThat(ports.runs().invokedBy(caller).stream().map(Run::id)).containsExactly(first, second);
    assertThat(ports.runs().invokedBy(first)).isEmpty();
  }

  @Test
  void aParkedCallerGoesOnWithTheOutput() {
    UUID caller = startAndClaim(me, "caller");
    UUID callee = invokeAndPark(caller);
    StepRecord waiting = requireNonNull(step(caller, "call"));
    claimCallees();
    Instant before = now();

    end(new RunEnd.Completed(callee, "{\"sum\":7}", false, null));

    assertDue(caller, before);
    StepRecord completed = requireNonNull(step(caller, "call"));
    assertThat(completed.status()).isEqualTo(StepStatus.COMPLETED);
    assertThat(completed.kind()).isEqualTo(StepKind.INVOKE);
    assertThat(completed.result()).isEqualTo("{\"sum\":7}");
    assertThat(completed.error()).isNull();
    assertThat(completed.dueAt()).isNull();
    assertThat(completed.startedAt()).isEqualTo(waiting.startedAt());
    assertThat(completed.endedAt()).isBetween(before, now());
    List<ClaimedRun> claimed = claim(ports, me, "caller");
    assertThat(ids(claimed)).containsExactly(caller);
    assertThat(claimed.get(0).steps()).containsExactly(completed);
  }

  @Test
  void theFailureOfTheRunIsTheFailureOfTheStep() {
    UUID caller = startAndClaim(me, "caller");
    UUID callee = invokeAndPark(caller);
    claimCallees();
    ErrorInfo error = new ErrorInfo("java.io.IOException", "no", "trace", "inner", 4);
    Instant before = now();

    end(new RunEnd.Failed(
        callee, error, false, dispatch(Given.event("stepwell/function.failed", "{}"))));

    assertDue(caller, before);
    StepRecord failed = requireNonNull(step(caller, "call"));
    assertThat(failed.status()).isEqualTo(StepStatus.FAILED);
    assertThat(failed.result()).isNull();
    assertThat(requireNonNull(failed.error()).type()).isEqualTo(error.type());
    assertThat(requireNonNull(failed.error()).message()).isEqualTo("no");
  }

  @Test
  void aCallerThatRunsIsDueAtOnceWhenItParks() {
    for (Instant until : new Instant[] {null, now().plus(LONG)}) {
      UUID caller = startAndClaim(me, "caller");
      UUID callee = invoke(caller, "call");
      claimCallees();
      end(new RunEnd.Completed(callee, "1", false, null));
      assertThat(run(caller).status()).isEqualTo(RunStatus.RUNNING);
      Instant before = now();

      assertThat(end(new RunEnd.Parked(caller, until))).isEqualTo(Recorded.RECORDED);

      assertDue(caller, before);
      assertThat(ids(claim(ports, me, "caller"))).containsExactly(caller);
      end(new RunEnd.Parked(caller, null));
      assertThat(run(caller).dueAt()).as("claiming uses the wake up").isNull();
    }
  }

  @Test
  void everyCalleeEndsItsOwnStep() {
    UUID caller = startAndClaim(me, "caller");
    UUID first = invoke(caller, "call");
    UUID second = invoke(caller, "call:1");
    end(new RunEnd.Parked(caller, null));
    claimCallees();

    CompletableFuture<Recorded> one =
        ports.journal().end(new RunEnd.Completed(first, "1", false, null));
    assertThat(end(new RunEnd.Completed(second, "2", false, null))).isEqualTo(Recorded.RECORDED);
    assertThat(one.join()).isEqualTo(Recorded.RECORDED);

    assertThat(requireNonNull(step(caller, "call")).result()).isEqualTo("1");
    assertThat(requireNonNull(step(caller, "call:1")).result()).isEqualTo("2");
    assertThat(ids(claim(ports, me, "caller"))).containsExactly(caller);
  }

  @Test
  void whatEndsAfterItsCallerIsNoFault() {
    UUID caller = startAndClaim(me, "caller");
    UUID callee = invoke(caller, "call");
    claimCallees();
    end(new RunEnd.Completed(caller, "1", false, null));

    assertThat(end(new RunEnd.Completed(callee, "2", false, null))).isEqualTo(Recorded.RECORDED);

    assertThat(run(caller).status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(run(callee).status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(claim(ports, me, "caller")).isEmpty();
  }
}
