package dev.stepwell.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.ChangedCodeException;
import dev.stepwell.runtime.flows.Approved;
import dev.stepwell.runtime.flows.Changing.Code;
import dev.stepwell.runtime.flows.ChangingWanted;
import dev.stepwell.runtime.flows.DurableChanging;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Runs in flight after a deploy with other code: each change has a defined result. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangedCodeTest {
  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private Stepwell start(Code code) {
    return Stepwell.on(database).register(new DurableChanging(probe, code)).start();
  }

  /** Parks a run of the first code after its steps a and b, and resumes it with the other code. */
  private Run changedTo(Code code) throws InterruptedException {
    String key = code.name();
    UUID run;
    try (Stepwell first = start(Code.FIRST)) {
      StartedRuns runs = new StartedRuns(first);
      run = runs.started(new ChangingWanted(key));
      runs.parked(run);
    }
    assertThat(probe.calls(key)).containsExactly("a", "b");
    try (Stepwell then = start(code)) {
      then.send(new Approved(key, "anybody"));
      return new StartedRuns(then).ended(run);
    }
  }

  @Test
  void aStepThatWasAddedIsAttempted() throws Exception {
    assertThat(changedTo(Code.ADDED).output()).isEqualTo("\"newabc\"");
    assertThat(probe.calls("ADDED")).containsExactly("a", "b", "new", "c");
  }

  @Test
  void aStepThatWasRemovedIsIgnored() throws Exception {
    assertThat(changedTo(Code.REMOVED).output()).isEqualTo("\"bc\"");
    assertThat(probe.calls("REMOVED")).containsExactly("a", "b", "c");
  }

  @Test
  void stepsThatChangePlacesKeepTheirOutcomes() throws Exception {
    assertThat(changedTo(Code.REORDERED).output()).isEqualTo("\"abc\"");
    assertThat(probe.calls("REORDERED")).containsExactly("a", "b", "c");
  }

  @Test
  void aStepThatWasRenamedIsANewOne() throws Exception {
    assertThat(changedTo(Code.RENAMED).output()).isEqualTo("\"otherbc\"");
    assertThat(probe.calls("RENAMED")).containsExactly("a", "b", "other", "c");
  }

  @Test
  void aStepThatMovedIntoASectionIsItsFirstElement() throws Exception {
    assertThat(changedTo(Code.IN_A_SECTION).output()).isEqualTo("\"[a, a]bc\"");
    assertThat(probe.calls("IN_A_SECTION")).containsExactly("a", "b", "a", "c");
  }

  @Test
  void aStepOfAnotherKindFailsTheRunAndSaysWhatToDo() throws Exception {
    Run run = changedTo(Code.OF_ANOTHER_KIND);

    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(requireNonNull(run.error()).type()).isEqualTo(ChangedCodeException.class.getName());
    assertThat(requireNonNull(run.error()).message())
        .isEqualTo("step a of run " + run.id()
            + " of changing was stored as a step by earlier code, but is now a sleep: give the new"
            + " one another id, then rerun the runs that failed for this reason");
  }

  @Test
  void aResultOfAnotherTypeFailsTheRunAndSaysWhatToDo() throws Exception {
    Run run = changedTo(Code.OF_ANOTHER_TYPE);

    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(requireNonNull(run.error()).type()).isEqualTo(ChangedCodeException.class.getName());
    assertThat(requireNonNull(run.error()).message())
        .startsWith("the stored outcome of step a of run " + run.id()
            + " of changing does not fit the current type")
        .contains(
            "stored is \"a\". Make the type read the old form too, or give the step another id");
  }

  @Test
  void aRunWhoseFunctionNobodyKnowsSaysSoAndWaits() throws Exception {
    start(Code.FIRST).close();
    try (Stepwell without = Stepwell.on(database).start()) {
      UUID run = new StartedRuns(without).started(new ChangingWanted("gone"));
      assertThat(without.runs().reasons(run)).containsExactly(new Reason.NoWorker("changing"));

      try (Stepwell with = start(Code.FIRST)) {
        new StartedRuns(with).parked(run);
        assertThat(without.runs().reasons(run))
            .singleElement()
            .isInstanceOf(Reason.AwaitingEvent.class);
      }
    }
  }
}
