package dev.stepwell.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stepwell.processor.StepwellProcessor;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.runtime.model.RunStatus;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystemSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes a project through releases: locks, changes and checks it, and queries a database. */
class GoalsTest {
  private static final String GREETER = """
      package app;
      import dev.stepwell.*;
      import java.time.Duration;
      public class Greeter {
        @Function(id = "greet", event = "people/met")
        String greet(String name, Steps steps) {
          String greeting = findWords(name);
          steps.sleep("a-day", Duration.ofDays(1));
          return greeting;
        }
        @Step String findWords(String name) { return "Hello " + name; }
      }
      """;

  @TempDir
  Path folder;

  private final Lines log = new Lines();

  private void compile(String source) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path file = folder.resolve("Greeter.java");
    Files.writeString(file, source);
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = javac.getStandardFileManager(null, null, null)) {
      JavaCompiler.CompilationTask task = javac.getTask(
          null,
          manager,
          null,
          List.of("-d", classes.toString()),
          null,
          manager.getJavaFileObjects(file));
      task.setProcessors(List.of(new StepwellProcessor()));
      assertThat(task.call()).isTrue();
    }
  }

  private <M extends ReleaseMojo> M goal(M goal) {
    goal.classes = folder.resolve("classes").toFile();
    goal.lockFile = folder.resolve("stepwell.lock").toFile();
    goal.setLog(log);
    return goal;
  }

  private void check(Path... others) throws MojoFailureException {
    CheckMojo goal = goal(new CheckMojo());
    goal.classPath = Stream.concat(Stream.of(folder.resolve("classes")), Stream.of(others))
        .map(Path::toString)
        .toList();
    goal.execute();
  }

  private void lock(String... accepted) throws MojoFailureException {
    lock(session(1), folder, accepted);
  }

  private void lock(MavenSession session, Path module, String... accepted)
      throws MojoFailureException {
    LockMojo goal = goal(new LockMojo());
    goal.classes = module.resolve("classes").toFile();
    goal.lockFile = module.resolve("stepwell.lock").toFile();
    goal.session = session;
    goal.accept = List.of(accepted);
    goal.execute();
  }

  @SuppressWarnings({"deprecation", "NullAway"
  }) // the session is only asked for its projects and data
  private static MavenSession session(int modules) {
    MavenSession session = new MavenSession(
        null,
        (RepositorySystemSession) null,
        new DefaultMavenExecutionRequest(),
        new DefaultMavenExecutionResult());
    session.setProjects(Stream.generate(MavenProject::new).limit(modules).toList());
    return session;
  }

  @Test
  void aModuleOfSeveralIgnoresWhatOthersAccept() throws Exception {
    Path parent = Files.createDirectories(folder.resolve("parent"));
    Path empty = Files.createDirectories(folder.resolve("empty"));
    compile(GREETER);
    lock();
    compile(GREETER.replace("findWords", "chooseWords"));
    String known = "StepRenamed:greet/find-words";

    MavenSession session = session(3);
    lock(session, parent, known);
    lock(session, folder, known);
    lock(session, empty, known);
    check();

    assertThat(parent.resolve("stepwell.lock")).doesNotExist();
    assertThat(empty.resolve("stepwell.lock")).doesNotExist();
    MavenSession stale = session(2);
    lock(stale, folder, known, "Other:x");
    log.take();
    lock(stale, empty, known, "Other:x");
    assertThat(log.take())
        .containsExactly("warning: these accepted names were found in no module, or are in the lock"
            + " files already: Other:x, " + known);
  }

  @Test
  void aReleaseIsLockedAndWhatChangesAfterItIsChecked() throws Exception {
    compile(GREETER);
    check();
    assertThat(log.take())
        .containsExactly("warning: no stepwell.lock yet, so there is nothing to compare: write"
            + " it with mvn stepwell:lock, and commit it with each release");
    lock();
    assertThat(log.take())
        .containsExactly("info: " + folder.resolve("stepwell.lock") + " was written; commit it");
    check();
    assertThat(log.take()).isEmpty();

    compile(GREETER
        .replace("return greeting", "findWords(\"again\"); thank(name); return greeting")
        .replace("  @Step", "  @Step void thank(String name) {}\n  @Step"));
    check();
    assertThat(log.take())
        .containsExactly(
            "info: the changes since the last release are safe for runs in flight; add them to the"
                + " lock file with mvn stepwell:lock");
  }

  @Test
  void anIdThatAnotherModuleHasFailsTheBuild() throws Exception {
    compile(GREETER);
    Path other = Files.move(folder.resolve("classes"), folder.resolve("other"));
    compile(GREETER);

    assertThatThrownBy(() -> check(other))
        .isInstanceOf(MojoFailureException.class)
        .hasMessage("function greet is in " + folder.resolve("classes") + " and in " + other
            + ", but an application with both does not start; give one of them another id");
  }

  @Test
  void whatIsNotDeclaredFailsTheBuildUntilItIsAccepted() throws Exception {
    compile(GREETER);
    lock();
    compile(GREETER.replace("findWords", "chooseWords"));
    log.take();

    assertThatThrownBy(() -> check())
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("these changes would give runs in flight another meaning:"
            + " [StepRenamed:greet/find-words]. Declare or accept each as described above.");
    assertThat(log.take())
        .singleElement()
        .asString()
        .startsWith("error: [StepRenamed] step find-words of function greet is gone");
    assertThatThrownBy(this::lock)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("the lock file was not written");

    lock("StepRenamed:greet/find-words");
    log.take();
    check();
    assertThat(log.take()).isEmpty();
  }

  @Test
  void aProjectWithoutFunctionsIsLeftAlone() throws Exception {
    check();
    assertThat(log.take()).isEmpty();
  }

  private UUID sleepingRun(EmbeddedPostgres server) throws Exception {
    URL[] classes = {folder.resolve("classes").toUri().toURL()};
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      Object durable = loader.loadClass("app.DurableGreeter").getConstructor().newInstance();
      try (Stepwell stepwell =
          Stepwell.on(server.getPostgresDatabase()).register(durable).start()) {
        UUID run = stepwell
            .sendJson(List.of(new JsonEvent("people/met", "{\"name\":\"Ada\"}", null, null)))
            .get(0)
            .runIds()
            .get(0);
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> stepwell.runs().run(run).orElseThrow().status() == RunStatus.WAITING);
        return run;
      }
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void aDatabaseIsAskedWhichRunsWouldBeTouched() throws Exception {
    compile(GREETER);
    lock();
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      UUID run = sleepingRun(server);
      InFlightMojo goal = goal(new InFlightMojo());
      goal.url = server.getJdbcUrl("postgres", "postgres");
      goal.schema = "stepwell";
      log.take();
      goal.execute();
      assertThat(log.take()).containsExactly("info: no change affects runs in flight");

      compile(GREETER.replace("findWords", "chooseWords"));
      goal.execute();
      assertThat(log.take())
          .containsExactly("info: StepRenamed:greet/find-words: 1 run in flight; such as " + run);
      goal.failOnTouched = true;
      assertThatThrownBy(goal::execute)
          .isInstanceOf(MojoFailureException.class)
          .hasMessage("the changes would affect runs in flight, as listed above");
    }
  }

  @Test
  void aDatabaseIsMigrated() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      MigrateMojo goal = new MigrateMojo();
      goal.setLog(log);
      goal.url = server.getJdbcUrl("postgres", "postgres");
      goal.schema = "Tenant b";

      goal.execute();
      assertThat(log.take())
          .singleElement()
          .asString()
          .startsWith("info: applied to the schema Tenant b: V1__runs.sql, ");
      goal.execute();
      assertThat(log.take()).containsExactly("info: nothing is missing in the schema Tenant b");
      Stepwell.on(server.getPostgresDatabase())
          .schema("Tenant b")
          .migrate(false)
          .start()
          .close();

      goal.user = "nobody";
      assertThatThrownBy(goal::execute)
          .isInstanceOf(MojoFailureException.class)
          .hasMessageContaining("nobody");
      goal.schema = "";
      assertThatThrownBy(goal::execute)
          .isInstanceOf(MojoFailureException.class)
          .hasMessageContaining("schema");
    }
  }
}
