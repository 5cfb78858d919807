package dev.stepwell.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.processor.check.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The docs list the faults of the catalogue, with the messages of the compiler. */
class ChecksPageTest {
  private static final String MARK = "// ^ ";
  private static final Path PAGE = Path.of("../docs/checks.md");
  private static final String HEAD = "| code | | message | fix |\n| --- | --- | --- | --- |\n";

  /** A message in the README: file, line, severity and text. */
  private static final Pattern PRINTED = Pattern.compile(
      "^bad/(\\w+)\\.java:(\\d+): (error|warning): (\\[\\w+].*)$", Pattern.MULTILINE);

  @Test
  void theTableHoldsTheCatalogue() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf(HEAD) + HEAD.length();
    String expected = page.substring(0, start)
        + Arrays.stream(FaultKind.values())
            .map(ChecksPageTest::row)
            .collect(Collectors.joining("\n", "", "\n"));

    if ("update".equals(System.getProperty("stepwell.golden"))) {
      Files.writeString(PAGE, expected);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(expected);
  }

  private static String row(FaultKind kind) {
    String[] text = kind.text().replace("|", "\\|").split("; ", 2);
    return "| `" + kind.code() + "` | " + kind.severity().name().toLowerCase(Locale.ROOT) + " | "
        + text[0] + " | " + (text.length == 1 ? "" : text[1]) + " |";
  }

  @Test
  void theReadmeShowsWhatTheCompilerPrints() throws IOException {
    List<MatchResult> printed =
        PRINTED.matcher(Files.readString(Path.of("../README.md"))).results().toList();

    assertThat(printed).hasSizeGreaterThanOrEqualTo(2);
    for (MatchResult message : printed) {
      String severity = message.group(3).equals("warning") ? "warning: " : "";
      assertThat(marks(message.group(1), Integer.parseInt(message.group(2))))
          .contains(MARK + severity + message.group(4));
    }
  }

  /** What stands in a bad file below its line of this number, its comments not counted. */
  private static List<String> marks(String code, int number) throws IOException {
    List<String> marks = new ArrayList<>();
    int at = 0;
    for (String line : Files.readAllLines(Sources.RESOURCES.resolve("bad/" + code + ".java"))) {
      if (!line.strip().startsWith(MARK)) {
        at++;
      } else if (at == number) {
        marks.add(line.strip());
      }
    }
    return marks;
  }
}
