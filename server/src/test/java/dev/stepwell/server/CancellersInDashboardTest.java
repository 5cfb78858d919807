package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.Run;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What cancels a run has words in the dashboard, where all else is a link to an event. */
class CancellersInDashboardTest {
  private static final Pattern KNOWN = Pattern.compile(
      "function canceller\\(run\\) \\{\\s+const known = \\{(.*?)\\};", Pattern.DOTALL);
  private static final Pattern KEY = Pattern.compile("(\\w+): '");

  private static List<String> known() throws Exception {
    try (var script =
        CancellersInDashboardTest.class.getResourceAsStream("dashboard/parts/small.js")) {
      Matcher known = KNOWN.matcher(new String(script.readAllBytes(), StandardCharsets.UTF_8));
      assertThat(known.find()).isTrue();
      return KEY.matcher(known.group(1)).results().map(key -> key.group(1)).toList();
    }
  }

  private static List<String> cancellers() throws IllegalAccessException {
    List<String> values = new ArrayList<>();
    for (Field field : Run.class.getFields()) {
      if (field.getName().startsWith("BY_")) {
        values.add((String) field.get(null));
      }
    }
    return values;
  }

  @Test
  void eachHasWords() throws Exception {
    assertThat(cancellers()).isNotEmpty();
    assertThat(known()).containsExactlyInAnyOrderElementsOf(cancellers());
  }
}
