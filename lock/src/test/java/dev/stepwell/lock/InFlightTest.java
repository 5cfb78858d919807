package dev.stepwell.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.runtime.model.RunStatus;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A database tells which runs in flight are touched. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InFlightTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir
  Path folder;

  private EmbeddedPostgres server;
  private List<UUID> sleeping;
  private Project project;

  @BeforeAll
  void runSome(@TempDir Path elsewhere) throws Exception {
    server = EmbeddedPostgres.start();
    Project first = Export.in(elsewhere).compile();
    URL[] classes = {first.classes().toUri().toURL()};
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      Object durable = loader.loadClass("app.DurableExport").getConstructor().newInstance();
      try (Stepwell stepwell =
          Stepwell.on(server.getPostgresDatabase()).register(durable).start()) {
        sleeping = List.of(export(stepwell), export(stepwell));
        UUID paid = stepwell
            .sendJson(
                List.of(new JsonEvent("github/payment.wanted", "{\"project\":\"p\"}", null, null)))
            .get(0)
            .runIds()
            .get(0);
        assertThat(stepwell.await(paid, LONG).status()).isEqualTo(RunStatus.COMPLETED);
        await()
            .atMost(LONG)
            .until(() -> sleeping.stream()
                .allMatch(
                    run -> stepwell.runs().run(run).orElseThrow().status() == RunStatus.WAITING));
      }
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static UUID export(Stepwell stepwell) {
    String data = "{\"project\":\"p\",\"kind\":\"OPEN\",\"files\":1}";
    return stepwell
        .sendJson(List.of(new JsonEvent("github/export.wanted", data, null, null)))
        .get(0)
        .runIds()
        .get(0);
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void release() throws Exception {
    project = Export.in(folder).released();
  }

  private List<Touched> touched() throws Exception {
    return project
        .compile()
        .release()
        .touched(server.getJdbcUrl("postgres", "postgres"), null, null);
  }

  @Test
  void runsThatHaveDoneAStepOrWaitAtItAreTouchedByItsChange() throws Exception {
    project
        .change(Export.FILE, "createRepo", "makeRepo")
        .change(Export.FILE, "\"rest\"", "\"doze\"")
        .change(Export.FILE, "String push", "int push")
        .change(Export.FILE, "return push(repo) + paid", "return \"\" + push(repo) + paid")
        .change(Export.FILE, "return repo.url()", "return 1");
    List<UUID> sorted = sleeping.stream().sorted().toList();

    assertThat(touched())
        .extracting(Touched::message)
        .containsExactly(
            "StepResultChanged:export/push: 0 runs in flight",
            "StepRenamed:export/create-repo: 2 runs in flight; such as " + sorted.get(0) + ", "
                + sorted.get(1),
            "StepIdChanged:export/rest: 2 runs in flight, 2 of them waiting there; such as "
                + sorted.get(0) + ", " + sorted.get(1));
  }

  @Test
  void runsOfAFunctionAreTouchedByItsChangeUnlessTheyHaveEnded() throws Exception {
    project
        .change(Export.FILE, "id = \"export\"", "id = \"export\", version = 2")
        .change(Export.FILE, "int pay(String project)", "int pay(String project, int cents)")
        .change(Export.FILE, "Wanted(project)", "Wanted(project, 1)");

    assertThat(touched())
        .extracting(Touched::finding, Touched::runs, Touched::all)
        .extracting(Object::toString)
        .containsExactly("(VersionGone:export, 2, true)", "(EventFieldAdded:pay/cents, 0, true)");
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsTold() throws Exception {
    Release release = project.compile().release();
    assertThatThrownBy(() -> release.touched("jdbc:postgresql://localhost:1/none", "me", "secret"))
        .isInstanceOf(LockException.class)
        .hasMessageStartingWith("the database cannot be asked: ")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> release.touched("jdbc:other:x", null, null))
        .hasMessage("the URL of the database is none of Postgres: jdbc:postgresql:…");
  }
}
