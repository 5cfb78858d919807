package dev.stepwell.runtime.engine;

import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** The waits of a run for a time. */
final class Sleeps {
  private final RunState state;

  Sleeps(RunState state) {
    this.state = state;
  }

  /** Parks until the time computed when the run first arrived here. */
  void sleep(String id, UnaryOperator<Instant> end) {
    Branch branch = state.enter();
    String number = state.number(branch, id);
    StepRecord known = state.known(branch, number, StepKind.SLEEP);
    if (known != null && known.status() == StepStatus.COMPLETED) {
      return;
    } else if (known != null && known.status() == StepStatus.FAILED) {
      throw Outcomes.exception(known);
    }
    state.awaitRecorded(branch);
    Instant startedAt = known == null ? state.now() : known.startedAt();
    Instant until = known == null || known.dueAt() == null ? end.apply(startedAt) : known.dueAt();
    if (until.isAfter(state.now())) {
      if (known == null) {
        record(branch, Outcomes.waiting(number, StepKind.SLEEP, startedAt, until));
      }
      throw state.park(branch, until);
    }
    StepRecord ended =
        Outcomes.completed(number, StepKind.SLEEP, "null", until, startedAt, state.now());
    if (known == null) {
      record(branch, ended);
    } else {
      branch.recording(state.settled(branch, StepWrite.of(state.run().id(), ended)));
    }
  }

  private void record(Branch branch, StepRecord step) {
    state.record(branch, StepWrite.of(state.run().id(), step));
  }
}
