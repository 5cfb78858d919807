package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The page of the dashboard: what a browser can show and request before any module is there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardPageTest {
  private static final Pattern PRELOAD = Pattern.compile("rel=\"modulepreload\" href=\"([^\"]+)\"");
  private static final Pattern OWN_IMPORT =
      Pattern.compile("(?:from|import)\\s*'\\.[^']*/([^'/]+)'");

  private TestServer server;

  @BeforeAll
  void start() {
    server = new TestServer();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static List<String> found(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  @Test
  void thePageNamesAllModulesThatItNeeds() throws Exception {
    List<String> modules = found(PRELOAD, server.client().get("/runs").body());

    assertThat(modules)
        .doesNotHaveDuplicates()
        .contains(
            "assets/app.js",
            "assets/views/run.js",
            "assets/parts/waterfall.js",
            "assets/webjars/lit-html/lit-html.js",
            "assets/webjars/lit-html/directives/repeat.js",
            "assets/webjars/reactive-element/reactive-element.js");
    for (String module : modules) {
      var response = server.client().get("/" + module);
      assertThat(response.statusCode()).as(module).isEqualTo(200);
      if (!module.contains("webjars")) {
        assertThat(found(OWN_IMPORT, response.body()))
            .allSatisfy(imported -> assertThat(modules)
                .as("imported by " + module)
                .anyMatch(each -> each.endsWith("/" + imported)));
      }
    }
  }

  /** A browser has six connections for one server: what the first paint needs must not wait behind the modules. */
  @Test
  void theHeadOfThePageNeedsNoModule() throws Exception {
    String page = server.client().get("/").body();

    int modules = page.indexOf("modulepreload");
    assertThat(page.indexOf("assets/style.css")).isBetween(0, modules);
    assertThat(page.indexOf("assets/theme.js")).isBetween(0, modules);
    assertThat(page.indexOf("<header class=\"top\">")).isBetween(0, modules);
    assertThat(page.indexOf("Loading…")).isBetween(0, modules);
    assertThat(page).containsOnlyOnce("<script type=\"module\" src=\"assets/app.js\">");
  }
}
