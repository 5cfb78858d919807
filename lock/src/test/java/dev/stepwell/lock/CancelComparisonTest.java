package dev.stepwell.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The findings for another condition or match. {@code CancelledOldRunsTest} checks the effect on a run. */
class CancelComparisonTest {
  @TempDir
  Path folder;

  private LockProject project;

  @BeforeEach
  void release() throws IOException {
    project = Cancelled.in(folder).released();
  }

  private LockProject change(String from, String to) {
    return project.change(Cancelled.FILE, from, to);
  }

  @Test
  void anotherConditionOfTheTriggerIsOnlyNoted() throws IOException {
    change("condition = \"event.data.pages > 1\"", "condition = \"event.data.pages > 2\"");
    assertThat(project.findings())
        .containsExactly("[TriggerChanged] function review was started by reviews/wanted"
            + " (event.data.pages > 1) and is started by reviews/wanted (event.data.pages > 2); a run"
            + " in flight: no effect: it already has its event; to do: nothing");
  }

  @Test
  void anotherMatchIsToldWithItsCureWhichHelps() throws IOException {
    change("match = \"project\")", "match = {\"project\", \"author\"})");
    assertThat(project.findings())
        .containsExactly(
            "[CancelRemoved] reviews/stopped (project) cancelled function review and no"
                + " longer does; a run in flight: neither that event nor its replacement cancels it:"
                + " what cancels a run is decided when it starts; to do: keep the old @CancelOn beside"
                + " the new one until the runs end, or give the function a higher version; or accept"
                + " CancelRemoved:review/reviews/stopped",
            "[CancelAdded] reviews/stopped (author, project) cancels function review and did not"
                + " before; a run in flight: that event does not cancel it: what cancels a run is decided"
                + " when it starts; to do: nothing");

    change("@CancelOn(event = \"reviews/stopped\"", """
        @CancelOn(event = "reviews/stopped", match = "project")
          @CancelOn(event = "reviews/stopped\"""");
    assertThat(project.compile().release().errors()).isEmpty();
    assertThat(project.names()).containsExactly("CancelAdded:review/reviews/stopped");
  }

  @Test
  void theOrderOfMatchedFieldsDoesNotMatter() throws IOException {
    change("match = \"project\")", "match = {\"author\", \"project\"})");
    project.compile().release().lock(List.of("CancelRemoved:review/reviews/stopped"));
    change("{\"author\", \"project\"}", "{\"project\", \"author\"}");
    assertThat(project.findings()).isEmpty();
  }

  @Test
  void whatAConditionAsksOfTheArrivingEventIsToldAndWhatItAsksOfTheRunsOwnIsNot()
      throws IOException {
    change("event.data.pages < 100", "event.data.pages < 200");
    assertThat(project.findings()).isEmpty();

    change("async.data.reason != 'test'", "async.data.reason != 'trial'");
    assertThat(project.names())
        .containsExactly(
            "CancelRemoved:review/reviews/withdrawn", "CancelAdded:review/reviews/withdrawn");
  }

  @Test
  void whatAnotherFunctionAsksTooIsStillHeard() throws IOException {
    change("  @Step", """
          @Function(id = "other", event = "reviews/other")
          @CancelOn(event = "reviews/stopped", match = "project")
          void other(String project) {}
          @Step""");
    project.released();
    change(
        "@CancelOn(event = \"reviews/stopped\", match = \"project\")\n  @CancelOn(event = \"reviews/withdrawn\"",
        "@CancelOn(event = \"reviews/withdrawn\"");
    assertThat(project.findings()).isEmpty();
  }

  @Test
  void aFunctionUnderAnotherNameLeavesBehindWhatCancelsItsRuns() throws IOException {
    change("@Function(id = \"review\"", "@Was(\"review\") @Function(id = \"inspect\"");
    change("match = \"project\")", "match = {\"project\", \"author\"})");
    assertThat(project.findings()).isEmpty();
  }
}
