package dev.stepwell.polaris;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The dashboard in a real browser. An error in the browser fails the test. */
final class Dashboard implements AutoCloseable {
  private static final double LONG = 60_000;
  private static final int WIDTH = 1440;
  private static final int HEIGHT = 900;
  private static final int WIDTH_OF_PHONE = 390;
  private static final int HEIGHT_OF_PHONE = 844;

  /** The folder of the screenshots; {@code -Dstepwell.screenshots=update} retakes them. */
  private static final Path KEPT = Path.of("../docs/screenshots");

  private static final Set<String> SERIOUS = Set.of("serious", "critical");

  private final Playwright playwright;
  private final Browser browser;
  private final String address;
  private final List<String> complaints = new ArrayList<>();
  private final Page page;

  Dashboard(String address) throws IOException, InterruptedException {
    this.address = address;
    this.playwright = Playwright.create(
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    this.browser = playwright.chromium().launch(Chromium.options());
    BrowserContext context = browser.newContext(new Browser.NewContextOptions()
        .setViewportSize(WIDTH, HEIGHT)
        .setLocale("en-GB")
        .setTimezoneId("UTC")
        .setColorScheme(ColorScheme.LIGHT));
    context.setDefaultTimeout(LONG);
    PlaywrightAssertions.setDefaultAssertionTimeout(LONG);
    this.page = context.newPage();
    page.onConsoleMessage(message -> {
      if (Set.of("error", "warning").contains(message.type())) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
  }

  Page page() {
    return page;
  }

  /** Opens a path of the dashboard. */
  Page open(String path) {
    page.navigate(address + path);
    return page;
  }

  /** The errors of the browser since the last call. */
  List<String> takeComplaints() {
    List<String> taken = List.copyOf(complaints);
    complaints.clear();
    return taken;
  }

  /** The visible elements that are wider than the screen, unless a box around them scrolls, which is no table. */
  private static final String TOO_WIDE = """
      () => {
        const isCut = (element) => {
          for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
            if (getComputedStyle(box).overflowX !== 'visible' && !box.matches('.scroll')) {
              return true;
            }
          }
          return false;
        };
        return [...document.querySelectorAll('body *')]
          .filter((element) => {
            const { width, right } = element.getBoundingClientRect();
            return width > 0 && right > innerWidth + 1 && !isCut(element);
          })
          .slice(0, 5)
          .map((element) => element.outerHTML.slice(0, 200));
      }""";

  /**
   * Checks that the current page is accessible on a desktop in light and on a phone in dark mode, and that a phone shows
   * its whole width; takes screenshots of both in both modes.
   */
  void examine(String name) throws IOException {
    screenshot(name, true);
    assertAccessible(name);
    page.setViewportSize(WIDTH_OF_PHONE, HEIGHT_OF_PHONE);
    screenshot(name + "-phone", false);
    assertFits(name);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    screenshot(name + "-phone-dark", false);
    assertAccessible(name + "-phone-dark");
    page.setViewportSize(WIDTH, HEIGHT);
    screenshot(name + "-dark", true);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }

  /** Checks that nothing on the current page is wider than the screen. */
  void assertFits(String name) {
    assertThat((List<?>) page.evaluate(TOO_WIDE))
        .as("what is wider than the screen in %s", name)
        .isEmpty();
    assertThat(((Number) page.evaluate("() => document.documentElement.scrollWidth")).intValue())
        .as("the width of %s", name)
        .isLessThanOrEqualTo(page.viewportSize().width);
  }

  /** The pages have no frames, so one script in the page itself is enough. */
  private void assertAccessible(String name) {
    List<Rule> found = new AxeBuilder(page)
        .setLegacyMode(true).analyze().getViolations().stream()
            .filter(rule -> SERIOUS.contains(rule.getImpact()))
            .toList();
    assertThat(found)
        .as("what is hard to use in %s", name)
        .extracting(rule -> rule.getId() + ": " + rule.getHelp() + " "
            + rule.getNodes().stream().map(node -> node.getHtml()).limit(3).toList())
        .isEmpty();
  }

  /** Those of a desktop are kept in the documentation on request. */
  private void screenshot(String name, boolean isOfDesktop) throws IOException {
    boolean isKept = isOfDesktop && "update".equals(System.getProperty("stepwell.screenshots"));
    Path folder = isKept ? KEPT : Path.of("target/screenshots");
    Files.createDirectories(folder);
    page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
