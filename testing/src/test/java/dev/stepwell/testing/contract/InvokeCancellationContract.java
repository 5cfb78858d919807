package dev.stepwell.testing.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.RunCancelledException;
import dev.stepwell.StepCancelledException;
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
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cancelled run fails its caller's step, and its cancellation cancels the runs that it waits for. */
abstract class InvokeCancellationContract extends Contract {
  private UUID me;

  InvokeCancellationContract(Supplier<? extends Subject> kind) {
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
  void theCancellationOfTheRunFailsTheStep() {
    UUID caller = startAndClaim(me, "caller");
    UUID callee = invokeAndPark(caller);
    Instant before = now();

    ports.cancellations().cancel(callee);

    assertCancelledCallee(caller, callee, Run.BY_CALL, before);
  }

  @Test
  void theTimeoutOfTheRunFailsTheStep() {
    UUID caller = startAndClaim(me, "caller");
    UUID callee = invokeAndPark(caller);
    claimCallees();
    Instant before = now();

    end(new RunEnd.Cancelled(callee, Run.BY_TIMEOUT));

    assertCancelledCallee(caller, callee, Run.BY_TIMEOUT, before);
  }

  private void assertCancelledCallee(UUID caller, UUID callee, String by, Instant since) {
    assertDue(caller, since);
    StepRecord failed = requireNonNull(step(caller, "call"));
    assertThat(failed.status()).isEqualTo(StepStatus.FAILED);
    ErrorInfo error = requireNonNull(failed.error());
    assertThat(error.type()).isEqualTo(RunCancelledException.class.getName());
    assertThat(error.message()).isEqualTo("run " + callee + " of callee was cancelled by " + by);
    assertThat(ids(claim(ports, me, "caller"))).containsExactly(caller);
  }

  @Test
  void aCancelledCallerTakesWhatItWaitsForWithIt() {
    UUID caller = startAndClaim(me, "caller");
    UUID callee = invokeAndPark(caller);
    claimCallees();
    UUID inner = invoke(callee, "deeper");
    UUID ended = invoke(callee, "done");
    claimCallees();
    end(new RunEnd.Completed(ended, "1", false, null));

    assertThat(ports.cancellations().cancel(caller))
        .containsExactlyInAnyOrder(caller, callee, inner);

    assertThat(run(caller).cancelledBy()).isEqualTo(Run.BY_CALL);
    assertThat(run(callee).cancelledBy()).isEqualTo(Run.BY_CALLER);
    assertThat(run(inner).cancelledBy()).isEqualTo(Run.BY_CALLER);
    assertThat(run(ended).status()).isEqualTo(RunStatus.COMPLETED);
    for (UUID id : List.of(caller, callee, inner)) {
      assertThat(run(id).status()).isEqualTo(RunStatus.CANCELLED);
      assertThat(ports.runs().event(id + ":cancelled")).isPresent();
    }
    assertThat(claim(ports, me, "caller", "callee")).isEmpty();
  }

  @Test
  void aStepThatIsCancelledTakesTheRunThatItWaitsForWithIt() {
    UUID caller = startAndClaim(me, "caller");
    UUID callee = invoke(caller, "call");
    UUID other = invoke(caller, "other");
    claimCallees();
    UUID inner = invoke(callee, "deeper");

    assertThat(record(caller, cancelled("call"))).isEqualTo(Recorded.RECORDED);

    assertThat(run(callee).cancelledBy()).isEqualTo(Run.BY_CALLER);
    assertThat(run(inner).cancelledBy()).isEqualTo(Run.BY_CALLER);
    assertThat(run(other).status()).isEqualTo(RunStatus.RUNNING);
    assertThat(run(caller).status()).isEqualTo(RunStatus.RUNNING);
    assertThat(ports.runs().event(callee + ":cancelled")).isPresent();
    StepRecord step = requireNonNull(step(caller, "call"));
    assertThat(requireNonNull(step.error()).message()).isEqualTo("lost");
    assertThat(end(new RunEnd.Completed(callee, "1", false, null))).isEqualTo(Recorded.NOT_HELD);
  }

  @Test
  void aStepWhoseRunHasEndedIsNotCancelled() {
    UUID caller = startAndClaim(me, "caller");
    UUID callee = invoke(caller, "call");
    claimCallees();
    end(new RunEnd.Completed(callee, "1", false, null));

    assertThat(record(caller, cancelled("call"))).isEqualTo(Recorded.ENDED_OTHERWISE);

    assertThat(run(callee).status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(requireNonNull(step(caller, "call")).result()).isEqualTo("1");
  }

  private StepRecord cancelled(String stepId) {
    ErrorInfo lost = new ErrorInfo(StepCancelledException.class.getName(), "lost", null, null, 0);
    return new StepRecord(
        stepId, StepKind.INVOKE, StepStatus.FAILED, 0, null, null, lost, null, now(), now(), null);
  }

  @Test
  void aCallerWhoseTimeIsUpTakesWhatItWaitsForWithIt() {
    UUID caller = startAndClaim(me, "caller");
    UUID callee = invoke(caller, "call");

    end(new RunEnd.Cancelled(caller, Run.BY_TIMEOUT));

    assertThat(run(callee).cancelledBy()).isEqualTo(Run.BY_CALLER);
    assertThat(ports.runs().event(callee + ":cancelled")).isPresent();
  }
}
