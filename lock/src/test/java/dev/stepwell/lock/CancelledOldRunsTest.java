package dev.stepwell.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.RunStatus;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The effect on a run in flight when something else cancels its function. */
@Tag("releases")
class CancelledOldRunsTest {
  private static final String WANTED = "{\"project\":\"p\",\"author\":\"a\",\"pages\":9}";

  @TempDir
  Path folder;

  @AutoClose
  private EmbeddedPostgres server;

  private LockProject project;
  private UUID old;

  @BeforeEach
  void park() throws Exception {
    server = EmbeddedPostgres.start();
    project = Cancelled.in(folder).released();
    try (Deployed first = deployed()) {
      old = first.parked("reviews/wanted", WANTED);
    }
  }

  private Deployed deployed() throws Exception {
    return new Deployed(project, "app.DurableReview", server.getPostgresDatabase());
  }

  /** Deploys the change and sends the event, which cancels a new run. Returns what happened to the old one. */
  private RunStatus afterChange(String from, String to, String event, String data)
      throws Exception {
    project.change(Cancelled.FILE, from, to).compile();
    try (Deployed then = deployed()) {
      UUID fresh = then.parked("reviews/wanted", WANTED);
      then.stepwell().sendJson(event, data, null);
      then.awaitStatus(fresh, RunStatus.CANCELLED);
      return then.status(old);
    }
  }

  private RunStatus stoppedAfter(String from, String to) throws Exception {
    return afterChange(from, to, "reviews/stopped", "{\"project\":\"p\",\"author\":\"a\"}");
  }

  private RunStatus withdrawnAfter(String from, String to) throws Exception {
    return afterChange(from, to, "reviews/withdrawn", "{\"by\":\"a\",\"reason\":\"done\"}");
  }

  @Test
  void anotherMatchDoesNotCancelIt() throws Exception {
    RunStatus status = stoppedAfter("match = \"project\")", "match = {\"project\", \"author\"})");

    assertThat(project.names()).contains("CancelRemoved:review/reviews/stopped");
    assertThat(status).isEqualTo(RunStatus.WAITING);
  }

  @Test
  void anotherQuestionToTheArrivingEventDoesNotCancelIt() throws Exception {
    RunStatus status =
        withdrawnAfter("async.data.reason != 'test'", "async.data.reason != 'trial'");

    assertThat(project.names()).contains("CancelRemoved:review/reviews/withdrawn");
    assertThat(status).isEqualTo(RunStatus.WAITING);
  }

  @Test
  void anotherQuestionToItsOwnEventLeavesItAsItWas() throws Exception {
    RunStatus status = withdrawnAfter("event.data.pages < 100", "event.data.pages < 10");

    assertThat(project.names()).isEmpty();
    assertThat(status).isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void theOldCancellationBesideTheNewOneCancelsIt() throws Exception {
    RunStatus status = stoppedAfter(
        "@CancelOn(event = \"reviews/stopped\"",
        "@CancelOn(event = \"reviews/stopped\", match = {\"project\", \"author\"})\n  @CancelOn(event = \"reviews/stopped\"");

    assertThat(project.compile().release().errors()).isEmpty();
    assertThat(status).isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void underAnotherNameItIsCancelledAsItWas() throws Exception {
    project.change(
        Cancelled.FILE, "@Function(id = \"review\"", "@Was(\"review\") @Function(id = \"inspect\"");
    RunStatus status = stoppedAfter("match = \"project\")", "match = {\"project\", \"author\"})");

    assertThat(project.findings()).isEmpty();
    assertThat(status).isEqualTo(RunStatus.CANCELLED);
  }
}
