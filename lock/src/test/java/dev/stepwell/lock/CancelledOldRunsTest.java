package dev.stepwell.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stepwell.runtime.model.RunStatus;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run in flight makes of it that its function is cancelled by something else. */
class CancelledOldRunsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String WANTED = "{\"project\":\"p\",\"author\":\"a\",\"pages\":9}";

  @TempDir
  Path folder;

  private EmbeddedPostgres server;
  private Project project;
  private UUID old;

  @BeforeEach
  void park() throws Exception {
    server = EmbeddedPostgres.start();
    project = Cancelled.in(folder).released();
    try (Deployed first = deployed()) {
      old = first.start("reviews/wanted", WANTED);
      awaitStatus(first, old, RunStatus.WAITING);
    }
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private Deployed deployed() throws Exception {
    return new Deployed(project, "app.DurableReview", server.getPostgresDatabase());
  }

  private static RunStatus status(Deployed at, UUID run) {
    return at.stepwell().runs().run(run).orElseThrow().status();
  }

  private static void awaitStatus(Deployed at, UUID run, RunStatus status) {
    await().atMost(LONG).until(() -> status(at, run) == status);
  }

  /** Deploys the change, and sends the event, which cancels a run that is started anew; says what has become of the old one. */
  private RunStatus afterChange(String from, String to, String event, String data)
      throws Exception {
    project.change(Cancelled.FILE, from, to).compile();
    try (Deployed then = deployed()) {
      UUID fresh = then.start("reviews/wanted", WANTED);
      awaitStatus(then, fresh, RunStatus.WAITING);
      then.stepwell().sendJson(event, data, null);
      awaitStatus(then, fresh, RunStatus.CANCELLED);
      return status(then, old);
    }
  }

  @Test
  void anotherMatchDoesNotCancelIt() throws Exception {
    RunStatus status = afterChange(
        "match = \"project\")",
        "match = {\"project\", \"author\"})",
        "reviews/stopped",
        "{\"project\":\"p\",\"author\":\"a\"}");

    assertThat(project.names()).contains("CancelRemoved:review/reviews/stopped");
    assertThat(status).isEqualTo(RunStatus.WAITING);
  }

  @Test
  void anotherQuestionToTheArrivingEventDoesNotCancelIt() throws Exception {
    RunStatus status = afterChange(
        "async.data.reason != 'test'",
        "async.data.reason != 'trial'",
        "reviews/withdrawn",
        "{\"by\":\"a\",\"reason\":\"done\"}");

    assertThat(project.names()).contains("CancelRemoved:review/reviews/withdrawn");
    assertThat(status).isEqualTo(RunStatus.WAITING);
  }

  @Test
  void anotherQuestionToItsOwnEventLeavesItAsItWas() throws Exception {
    RunStatus status = afterChange(
        "event.data.pages < 100",
        "event.data.pages < 10",
        "reviews/withdrawn",
        "{\"by\":\"a\",\"reason\":\"done\"}");

    assertThat(project.names()).isEmpty();
    assertThat(status).isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void theOldCancellationBesideTheNewOneCancelsIt() throws Exception {
    RunStatus status = afterChange(
        "@CancelOn(event = \"reviews/stopped\"",
        "@CancelOn(event = \"reviews/stopped\", match = {\"project\", \"author\"})\n  @CancelOn(event = \"reviews/stopped\"",
        "reviews/stopped",
        "{\"project\":\"p\",\"author\":\"a\"}");

    assertThat(project.compile().release().errors()).isEmpty();
    assertThat(status).isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void underAnotherNameItIsCancelledAsItWas() throws Exception {
    project.change(
        Cancelled.FILE, "@Function(id = \"review\"", "@Was(\"review\") @Function(id = \"inspect\"");
    RunStatus status = afterChange(
        "match = \"project\")",
        "match = {\"project\", \"author\"})",
        "reviews/stopped",
        "{\"project\":\"p\",\"author\":\"a\"}");

    assertThat(project.findings()).isEmpty();
    assertThat(status).isEqualTo(RunStatus.CANCELLED);
  }
}
