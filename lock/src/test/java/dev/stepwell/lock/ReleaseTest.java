package dev.stepwell.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock file is written only after each change that it would hide is declared or accepted. */
class ReleaseTest {
  @TempDir
  Path folder;

  private LockProject project;

  @BeforeEach
  void open() {
    project = Export.in(folder);
  }

  @Test
  void withoutALockNothingIsFound() throws Exception {
    Release release = project.compile().release();

    assertThat(release.isLocked()).isFalse();
    assertThat(release.findings()).isEmpty();
    assertThat(release.functions()).isEqualTo(3);
  }

  @Test
  void theLockIsSortedTextWithAFactALine() throws Exception {
    project.released();
    String text = Files.readString(project.lockFile());

    assertThat(text)
        .startsWith("{\n  \"format\" : 1,\n  \"functions\" : [\n    {\n      \"id\" : \"count\",")
        .endsWith("}\n")
        .contains("\n          \"id\" : \"approval\",\n          \"kind\" : \"wait\",\n");
    assertThat(text.indexOf("\"id\" : \"approval\""))
        .isLessThan(text.indexOf("\"id\" : \"create-repo\""));
    assertThat(project.release().isCurrent()).isTrue();
  }

  @Test
  void theLockIsNotWrittenOverErrorsUnlessEachIsAccepted() throws Exception {
    String before = Files.readString(project.released().lockFile());
    project
        .change(Export.FILE, "createRepo", "makeRepo")
        .change(Export.FILE, "\"rest\"", "\"doze\"");
    Release release = project.compile().release();

    assertThatThrownBy(() -> release.lock(List.of("StepRenamed:export/create-repo")))
        .isInstanceOf(LockException.class)
        .hasMessage(
            "the lock file was not written, because these changes are neither declared nor accepted:"
                + " [StepIdChanged:export/rest]");
    assertThatThrownBy(() -> release.lock(
            List.of("StepRenamed:export/create-repo", "StepIdChanged:export/rest", "Other:x")))
        .hasMessage(
            "the lock file was not written, because these accepted names were not found: Other:x");
    assertThat(Files.readString(project.lockFile())).isEqualTo(before);

    release.lock(List.of("StepRenamed:export/create-repo", "StepIdChanged:export/rest"));
    assertThat(project.names()).isEmpty();
  }

  @Test
  void whatCannotBeReadIsToldWithItsPlace() throws Exception {
    project.compile();
    Files.writeString(project.lockFile(), "{\"format\":2}");
    assertThatThrownBy(project::release)
        .hasMessage(
            project.lockFile() + " has the format 2, but this release reads format 1: use the"
                + " release of Stepwell that wrote it");
    Files.writeString(project.lockFile(), "<<<<<<< ours");
    assertThatThrownBy(project::release)
        .isInstanceOf(LockException.class)
        .hasMessageContaining("restore it from version control");
  }

  @Test
  void whatWasCompiledEarlierAndIsGoneDoesNotCount() throws Exception {
    project.compile();
    Files.delete(project.classes().resolve("META-INF/services/dev.stepwell.contract.Catalog"));
    assertThat(project.release().functions()).isZero();
  }

  private int run(ByteArrayOutputStream out, String... arguments) {
    out.reset();
    return LockCommand.run(new PrintStream(out, true, StandardCharsets.UTF_8), null, arguments);
  }

  @Test
  void theCommandDoesWhatTheGoalsDo() throws Exception {
    project.compile();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String[] check = {
      "check",
      "--classes",
      project.classes().toString(),
      "--lock",
      project.lockFile().toString()
    };
    String[] lock = check.clone();
    lock[0] = "lock";

    assertThat(run(out, check)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("no lock file yet");
    assertThat(run(out, lock)).isZero();
    project.change(Export.FILE, "createRepo", "makeRepo").compile();
    assertThat(run(out, check)).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("[StepRenamed] step create-repo");
    assertThat(run(out, lock)).isEqualTo(1);
    assertThat(run(
            out,
            lock[0],
            lock[1],
            lock[2],
            lock[3],
            lock[4],
            "--accept",
            "StepRenamed:export/create-repo"))
        .isZero();
    assertThat(run(out, check)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(run(out, "check", "--clases", "x")).isEqualTo(2);
    assertThat(run(out, "in-flight")).isEqualTo(2);
  }
}
