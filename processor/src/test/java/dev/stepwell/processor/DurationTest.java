package dev.stepwell.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code of each form of a duration: the largest unit that is exact. */
class DurationTest {
  @ParameterizedTest
  @CsvSource(textBlock = """
          500ms, ofMillis(500)
          1000ms, ofSeconds(1)
          3000000001ms, ofMillis(3000000001L)
          30s, ofSeconds(30)
          90s, ofSeconds(90)
          60s, ofMinutes(1)
          5m, ofMinutes(5)
          120m, ofHours(2)
          2h, ofHours(2)
          36h, ofHours(36)
          24h, ofDays(1)
          7d, ofDays(7)
          PT1M30S, ofSeconds(90)
          pt0.25s, ofMillis(250)
          PT0.000001S, ofNanos(1000)
          P1DT2H, ofHours(26)
          P36500D, ofDays(36500)
          """)
  void eachDurationIsSaidInTheLargestExactUnit(String text, String expected) throws IOException {
    Compilation compilation =
        Sources.compile(List.of(Sources.source("app.Timed", """
        package app;
        public class Timed {
          @dev.stepwell.Step(timeout = "%s")
          void work() {}
        }
        """.formatted(text))));
    assertThat(compilation.diagnostics()).isEmpty();
    assertThat(compilation
            .generatedSourceFile("app.DurableTimed")
            .orElseThrow()
            .getCharContent(false)
            .toString())
        .contains(".withTimeout(Duration." + expected + ");");
  }
}
