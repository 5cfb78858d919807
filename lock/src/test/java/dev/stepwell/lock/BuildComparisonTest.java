package dev.stepwell.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The findings for each change of functions. {@code docs/deploys.md} has the table; {@code ChangedCodeTest} checks the
 * effect on a run.
 */
class BuildComparisonTest {
  @TempDir
  Path folder;

  private LockProject project;

  @BeforeEach
  void release() throws IOException {
    project = Export.in(folder).released();
  }

  private LockProject change(String from, String to) {
    return project.change(Export.FILE, from, to);
  }

  static Stream<Arguments> safe() {
    return Stream.of(
        Arguments.of("@Step String push", "@Step(retries = 7, timeout = \"1m\") String push"),
        Arguments.of("    steps.run(\"tell\", () -> {});\n", ""),
        Arguments.of("return push(repo) + paid", "charge(); return push(repo) + paid"),
        Arguments.of(
            "Duration.ofDays(1));\n    steps.wait", "Duration.ofDays(9));\n    steps.wait"),
        Arguments.of("OPEN, CLOSED", "OPEN, HALF_OPEN, CLOSED"),
        Arguments.of("int files,", "long files, @Nullable String note,"),
        Arguments.of("String url, int stars", "String url, double stars, @Nullable String note"),
        Arguments.of("String url, int stars", "String url"),
        Arguments.of("@Step int charge", "@Step long charge"),
        Arguments.of("void count() {}", "void count() { charge(); }"),
        Arguments.of(
            "  @Step int charge",
            "  @Function(id = \"more\", event = \"github/more\") void more(String id) {}\n  @Step int charge"),
        Arguments.of(
            "void notExported(Failure failure) {", "void failed(Failure failure) { charge();"));
  }

  @ParameterizedTest
  @MethodSource("safe")
  void whatIsSafePassesInSilence(String from, String to) throws IOException {
    change(from, to);
    if (to.contains("new Repo(project, 1)") || to.equals("String url")) {
      change("new Repo(project, 1)", "new Repo(project)");
    }
    if (to.contains("double stars")) {
      change("new Repo(project, 1)", "new Repo(project, 1, null)");
    }
    if (to.contains("long charge")) {
      change("int pay(", "long pay(");
      change("int paid", "long paid");
    }
    assertThat(project.findings()).isEmpty();
    assertThat(project.release().isCurrent() || !from.contains("retries")).isTrue();
  }

  @Test
  void nothingIsFoundInWhatDidNotChange() throws IOException {
    assertThat(project.findings()).isEmpty();
    assertThat(project.release().isCurrent()).isTrue();
  }

  @Test
  void stepsThatChangePlacesAreSafeAndDoNotChangeTheLock() throws IOException {
    change("    steps.run(\"tell\", () -> {});\n", "");
    change(
        "    Repo repo = createRepo",
        "    steps.run(\"tell\", () -> {});\n    Repo repo = createRepo");
    assertThat(project.findings()).isEmpty();
    assertThat(project.release().isCurrent()).isTrue();
  }

  @Test
  void aStepThatWasRenamedIsToldWithItsCureWhichHelps() throws IOException {
    change("createRepo", "makeRepo");
    assertThat(project.findings())
        .containsExactly(
            "[StepRenamed] step create-repo of function export is gone, and make-repo is"
                + " new; a run in flight: if it has completed the old step, it still executes the new one;"
                + " to do: put @Was(\"create-repo\") on the new one if it is the same step, or keep the"
                + " id; or accept StepRenamed:export/create-repo");

    change("@Step Repo", "@Step @Was(\"create-repo\") Repo");
    assertThat(project.findings()).isEmpty();

    project.released();
    change(" @Was(\"create-repo\")", "");
    assertThat(project.names()).containsExactly("StepWasDropped:export/make-repo");
  }

  @Test
  void aStepUnderAnOldIdIsStillCompared() throws IOException {
    change("createRepo", "makeRepo");
    change("@Step Repo", "@Step @Was(\"create-repo\") Repo");
    change("int stars", "String stars");
    change("new Repo(project, 1)", "new Repo(project, \"1\")");
    assertThat(project.names()).containsExactly("StepResultChanged:export/create-repo");
  }

  @Test
  void theIdOfAnInlineStepIsToBeKept() throws IOException {
    change("\"rest\"", "\"sleep-on-it\"");
    assertThat(project.findings())
        .containsExactly(
            "[StepIdChanged] the sleep rest of function export is gone, and sleep-on-it is"
                + " new; a run in flight: if it has reached the old one, it still executes the new one;"
                + " to do: keep the id (@Was works on @Step methods only), or give the function a"
                + " higher version; or accept StepIdChanged:export/rest");
  }

  @Test
  void aStepOfAnotherKindIsTold() throws IOException {
    change("steps.run(\"tell\", () -> {})", "steps.sleep(\"tell\", Duration.ofDays(1))");
    assertThat(project.findings())
        .containsExactly(
            "[StepKindChanged] step tell of function export was a step and is a sleep; a"
                + " run in flight: if it has reached that step, it fails with a ChangedCodeException; to"
                + " do: give the new one another id, or the function a higher version; or accept"
                + " StepKindChanged:export/tell");
  }

  @Test
  void aResultThatDoesNotFitIsTold() throws IOException {
    change("String url, int stars", "String url, String stars, boolean fresh");
    change("new Repo(project, 1)", "new Repo(project, \"1\", true)");
    assertThat(project.findings())
        .containsExactly("[StepResultChanged] the result of step create-repo of function export has"
            + " changed: stars was integer (int32) and is string, fresh is new and may not be null; a run in"
            + " flight: if it has stored the old result, it may fail with a ChangedCodeException, or"
            + " read another value; to do: make the type read the old form too, or give the step"
            + " another id or the function a higher version; or accept"
            + " StepResultChanged:export/create-repo");
  }

  @Test
  void aWaitForAnotherEventIsToldAndAChangeOfTheEventToo() throws IOException {
    change("ApprovedCatalog", "DeniedCatalog");
    assertThat(project.names()).containsExactly("WaitChanged:export/approval");

    change("DeniedCatalog", "ApprovedCatalog");
    project.change("app/Approved.java", "String by", "int by");
    assertThat(project.names()).containsExactly("StepResultChanged:export/approval");
  }

  @Test
  void anInvokeOfAnotherFunctionIsToldUnlessItIsTheSameUnderAnotherName() throws IOException {
    change("@Function(id = \"pay\"", "@Function(id = \"settle\"");
    change("Functions.PAY", "Functions.SETTLE");
    assertThat(project.names()).containsExactly("InvokeChanged:export/pay", "FunctionRenamed:pay");

    change("@Function(id = \"settle\"", "@Was(\"pay\") @Function(id = \"settle\"");
    assertThat(project.findings()).isEmpty();
  }

  @Test
  void changesOfTheEventAreTold() throws IOException {
    change("String project, Kind kind, int files,", "String projectId, Kind kind, String files,");
    change("createRepo(project)", "createRepo(projectId)");
    change("project(project)", "project(projectId)");
    change("GithubPaymentWanted(project)", "GithubPaymentWanted(projectId)");
    change("OPEN, CLOSED", "OPEN");
    assertThat(project.names())
        .containsExactly(
            "EventFieldRemoved:export/project",
            "EventFieldAdded:export/projectId",
            "EventFieldChanged:export/kind",
            "EventFieldChanged:export/files");
    assertThat(project.findings())
        .anyMatch(finding ->
            finding.contains("field kind of the event of function export has no value CLOSED;"));
  }

  @Test
  void anotherTriggerIsOnlyNoted() throws IOException {
    change("0 3 * * *", "0 4 * * *");
    assertThat(project.compile().release().errors()).isEmpty();
    assertThat(project.names()).containsExactly("TriggerChanged:count");
  }

  @Test
  void anEventInPlaceOfAClockIsTold() throws IOException {
    change(
        "cron = \"0 3 * * *\")\n  void count()",
        "event = \"github/counted\")\n  void count(String id)");
    assertThat(project.names()).containsExactly("TriggerChanged:count", "EventChanged:count");
  }

  @Test
  void aFunctionThatIsGoneIsToldAsRenamedIfANewOneIsLikeIt() throws IOException {
    change("id = \"export\"", "id = \"push-repo\"");
    change("@OnFailure(\"export\")", "@OnFailure(\"push-repo\")");
    assertThat(project.names()).containsExactly("FunctionRenamed:export");

    change("@Function(id = \"push-repo\"", "@Was(\"export\") @Function(id = \"push-repo\"");
    assertThat(project.findings()).isEmpty();

    project.released();
    change("@Was(\"export\") ", "");
    assertThat(project.names()).containsExactly("FunctionWasDropped:push-repo/export");
  }

  @Test
  void aFunctionThatIsGoneIsToldUntilItIsAccepted() throws IOException {
    change("@Function(id = \"count\", cron = \"0 3 * * *\")\n", "");
    assertThat(project.names()).containsExactly("FunctionRemoved:count");
  }

  @Test
  void aFailureMethodThatIsGoneIsTold() throws IOException {
    change("@OnFailure(\"export\")\n", "");
    assertThat(project.findings())
        .singleElement()
        .asString()
        .startsWith("[FailureMethodRemoved] the failure handler of function export is gone;");
  }

  @Test
  void allChangesOfAHigherVersionPass() throws IOException {
    change("id = \"export\"", "id = \"export\", version = 2");
    change("createRepo", "makeRepo");
    change("int files,", "String file,");
    assertThat(project.compile().release().errors()).isEmpty();
    assertThat(project.names()).containsExactly("VersionGone:export");

    change("  @Step int charge", """
          @Function(id = "export", event = "github/export.wanted")
          String exportFirst(String project, Kind kind, String file, Steps steps) {
            return makeRepo(project).url();
          }
          @Step int charge\
        """);
    assertThat(project.names())
        .as("a lower version is compared with itself")
        .containsExactly(
            "EventFieldRemoved:export/files",
            "EventFieldAdded:export/file",
            "StepRenamed:export/create-repo");
  }
}
