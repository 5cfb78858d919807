package dev.stepwell.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The docs list the findings of the catalogue; {@code -Dstepwell.golden=update} rewrites the table. */
class DeploysPageTest {
  private static final Path PAGE = Path.of("../docs/deploys.md");
  private static final String HEAD =
      "| code | | what has changed | a run in flight | to do |\n| --- | --- | --- | --- | --- |\n";

  @Test
  void theTableHoldsTheCatalogue() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf(HEAD) + HEAD.length();
    String expected = page.substring(0, start)
        + Arrays.stream(FindingKind.values())
            .map(DeploysPageTest::row)
            .collect(Collectors.joining("\n", "", "\n"))
        + page.substring(page.indexOf("\nSafe, and"));

    if ("update".equals(System.getProperty("stepwell.golden"))) {
      Files.writeString(PAGE, expected);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(expected);
  }

  private static String row(FindingKind kind) {
    Object[] names = {"…", "…", "…", "…"};
    return "| `" + kind.code() + "` | " + (kind.isError() ? "error" : "note") + " | "
        + kind.what(names) + " | " + kind.inFlight() + " | " + kind.cure(names) + " |";
  }

  @Test
  void theMessageOnThePageIsThatOfTheCheck(@TempDir Path folder) throws IOException {
    LockProject project =
        Export.in(folder).released().change(Export.FILE, "createRepo", "makeRepo");

    assertThat(Files.readString(PAGE)).contains("\n" + project.findings().get(0) + "\n");
  }
}
