package dev.stepwell.polaris;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.stepwell.polaris.GithubExport.Visibility;
import dev.stepwell.polaris.projects.Message;
import dev.stepwell.polaris.projects.ProjectFile;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.runtime.model.StepRecord;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Polaris's jobs with real parts: a Postgres, git repositories, HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolarisTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  private Path folder;

  @AutoClose
  private WholePolaris whole;

  private Polaris polaris;
  private Stepwell stepwell;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    whole = new WholePolaris(folder, new FailingModel());
    polaris = whole.polaris();
    stepwell = polaris.stepwell();
  }

  private Run ended(Sent sent) throws InterruptedException {
    Run run = stepwell.await(sent.runIds().get(0), LONG);
    assertThat(run.status().isEnded()).as("%s has ended", run).isTrue();
    return run;
  }

  private Run importInto(String project, String repo) throws InterruptedException {
    return ended(stepwell.send(new GithubImportRepo(Main.LOGIN, repo, project, Main.TOKEN)));
  }

  private String seeded() throws Exception {
    String name = "repo-" + UUID.randomUUID();
    whole.seed(name);
    return name;
  }

  private StepRecord step(Run run, String id) {
    return stepwell.runs().steps(run.id()).stream()
        .filter(step -> step.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theDemoDoesAllThatItSays() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    boolean right =
        new Demo(polaris, new StandInDemoGithub(whole.github()), folder, out).run(null, false);

    String text = said.toString(StandardCharsets.UTF_8);
    assertThat(right).as(text).isTrue();
    List<String> lines = text.lines().toList();
    assertThat(lines.subList(lines.size() - 5, lines.size() - 1))
        .containsExactly(
            "import-github-repo completed",
            "process-message completed",
            "process-message cancelled",
            "export-to-github completed");
    assertThat(lines.get(lines.size() - 1)).startsWith("exported to " + folder.resolve("github"));
  }

  @Test
  void anImportBringsTextBinaryEmptyAndExecutableFiles() throws Exception {
    String project = whole.project();

    Run run = importInto(project, seeded());

    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(polaris.client().files(project))
        .extracting(ProjectFile::path, ProjectFile::kind)
        .containsExactlyInAnyOrder(
            tuple("README.md", "file"),
            tuple("empty.txt", "file"),
            tuple("logo.png", "file"),
            tuple("run.sh", "executable"),
            tuple("src", "folder"),
            tuple("src/main", "folder"),
            tuple("src/main/grüße.txt", "file"),
            tuple("src/main/tides.js", "file"));
    assertThat(polaris.client().content(project, "logo.png")).startsWith(0x89, 'P', 'N', 'G');
    assertThat(polaris.client().findProject(project).importStatus()).isEqualTo("completed");
  }

  @Test
  void aRepositoryThatIsNotThereFailsAtOnceAndSaysSo() throws Exception {
    String project = whole.project();

    Run run = importInto(project, "no-such-repo");

    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(requireNonNull(run.error()).stepId()).isEqualTo("fetch-tree");
    assertThat(run.error().attempts()).isEqualTo(1);
    assertThat(run.error().message()).contains("no-such-repo");
    await()
        .atMost(LONG)
        .until(() -> polaris.client().findProject(project).importStatus().equals("failed"));
  }

  @Test
  void anEmptyRepositoryGivesAnEmptyProject() throws Exception {
    Path empty = folder.resolve("empty-" + UUID.randomUUID());
    Git.init().setDirectory(empty.toFile()).call().close();
    whole.github().seed(Main.LOGIN, "empty", empty);
    String project = whole.project();

    Run run = importInto(project, "empty");

    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(polaris.client().files(project)).isEmpty();
    Run export =
        ended(stepwell.send(new GithubExportRepo(project, project, Visibility.PUBLIC, Main.TOKEN)));
    assertThat(export.status()).isEqualTo(RunStatus.FAILED);
    assertThat(requireNonNull(export.error()).message()).contains("has no files");
  }

  @Test
  void threeErrorsOfGithubAreOutlived() throws Exception {
    String repo = seeded();
    whole
        .github()
        .failNext(
            3,
            500,
            request -> request.path().contains("/git/trees/") && request.path().contains(repo));

    Run run = importInto(whole.project(), repo);

    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(step(run, "fetch-tree").attempts()).isEqualTo(4);
    assertThat(stepwell.runs().failedAttempts(run.id())).hasSize(3);
  }

  @Test
  void aProjectThatIsNotThereFailsAtOnceAndSaysSo() throws Exception {
    Run run = importInto("no-such-project", seeded());

    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(requireNonNull(run.error()).message())
        .contains("there is no project no-such-project");
    assertThat(run.error().attempts()).isEqualTo(1);
  }

  @Test
  void theAgentChangesAFileAndEachOfItsCallsIsAStep() throws Exception {
    String project = whole.project();
    importInto(project, seeded());
    String conversation = whole.conversation(project);

    Run run = ended(whole.say(project, conversation, "Please say who wrote this"));

    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(new String(polaris.client().content(project, "README.md"), StandardCharsets.UTF_8))
        .isEqualTo("# Tides\n\nTells when the tide turns.\n\n> Please say who wrote this\n");
    assertThat(stepwell.runs().steps(run.id()))
        .extracting(StepRecord::id)
        .containsExactly(
            "wait-for-database",
            "load-conversation",
            "make-title",
            "set-title",
            "call-model",
            "call-tool",
            "call-model:1",
            "call-tool:1",
            "call-model:2",
            "call-tool:2",
            "call-model:3",
            "write-answer");
    assertThat(polaris.client().findConversation(conversation).title())
        .isEqualTo("Please say who wrote this");
    List<Message> messages = polaris.client().recentMessages(conversation, 10);
    assertThat(messages).extracting(Message::role).containsExactly("user", "assistant");
    assertThat(messages.get(1).content()).startsWith("I added your request to README.md");
  }

  @Test
  void aMessageThatFailsGetsAnApology() throws Exception {
    String project = whole.project();
    String conversation = whole.conversation(project);

    Run run = ended(whole.say(project, conversation, "Please fall over"));

    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    await()
        .atMost(LONG)
        .until(() -> polaris.client().recentMessages(conversation, 10).stream()
            .anyMatch(message ->
                message.status().equals("failed") && message.content().startsWith("I am sorry")));
  }
}
