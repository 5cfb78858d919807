package dev.stepwell.polaris;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.stepwell.dev.DevDatabase;
import dev.stepwell.polaris.orders.DurableDashboardOrders;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.server.StepwellServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lists and their filters say while more comes, and what a person enters, in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("browser")
class ListsInDashboardTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String PLACED = "shop/order.placed";

  private DevDatabase database;
  private Stepwell stepwell;
  private StepwellServer server;
  private Dashboard dashboard;
  private UUID first;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    database = DevDatabase.open(folder);
    stepwell = database.stepwell().register(new DurableDashboardOrders()).start();
    server = StepwellServer.start(stepwell, 0);
    first = order("first").runIds().get(0);
    stepwell.await(first, LONG);
  }

  private Sent order(String id) {
    return stepwell.sendJson(
        PLACED, "{\"orderId\":\"" + id + "\",\"items\":1,\"breaks\":false}", null);
  }

  /** Many orders at once: more than a page, and more than the list knew. */
  private void sendMany() {
    List<JsonEvent> events = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      events.add(
          new JsonEvent(PLACED, "{\"orderId\":\"many\",\"items\":0,\"breaks\":false}", null, null));
    }
    stepwell.sendJson(events);
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
    stepwell.close();
    database.close();
  }

  @BeforeEach
  void open() throws Exception {
    dashboard = new Dashboard("http://127.0.0.1:" + server.port());
  }

  @AfterEach
  void theBrowserComplainsOfNothing() {
    List<String> complaints = dashboard.takeComplaints();
    dashboard.close();
    assertThat(complaints).isEmpty();
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(
        AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  @Test
  void aSelectionShowsTheFilterInForce() {
    Page page = dashboard.open("/runs");
    Locator function = page.getByLabel("Function");
    function.selectOption("ship-order");
    assertThat(page).hasURL(Pattern.compile("function=ship-order"));
    function.selectOption("");
    function.selectOption("ship-order");
    button(page, "Cancel all that match").click();
    assertThat(page.locator("sw-bulk")).containsText("among");
    page.keyboard().press("Escape");

    link(page, "Runs").click();

    assertThat(function).hasValue("");
    page.goBack();
    assertThat(page).hasURL(Pattern.compile("function=ship-order"));
    assertThat(function).hasValue("ship-order");
    page.goForward();
    assertThat(function).hasValue("");
  }

  @Test
  void aBulkChangeNamesWhatItSelects() {
    Page page = dashboard.open("/runs?function=ship-order&status=completed");
    button(page, "Rerun all that match").click();
    assertThat(page.locator("sw-bulk")).containsText("function ship-order");
    assertThat(page.locator("sw-bulk")).containsText("status completed");
    dashboard.open("/runs");
    button(page, "Rerun all that match").click();
    assertThat(page.locator("sw-bulk")).containsText("all runs");
  }

  @Test
  void whatIsTypedStaysWhileTheListIsLive() {
    Page page = dashboard.open("/runs");
    Locator search = page.getByLabel("Search");
    assertThat(search).isVisible();
    String typed = "an order of a customer";
    for (int i = 0; i < typed.length(); i++) {
      search.pressSequentially(typed.substring(i, i + 1));
      order("typing");
      page.waitForTimeout(60);
    }

    assertThat(search).hasValue(typed);
    assertThat(page).hasURL(Pattern.compile("text=an[+]order[+]of[+]a[+]customer"));
    assertThat(search).hasValue(typed);
  }

  private static void assertThatMissingOnesAreShown(Page page, Locator rows) {
    assertThat(page.locator("tr.gap")).isVisible();
    page.locator("tr.gap button").click();
    assertThat(page.locator("tr.gap")).hasCount(0);
    assertThat(rows.nth(90)).isVisible();
  }

  @Test
  void aListThatWasLeftSaysThatRunsAreMissing() {
    Page page = dashboard.open("/runs");
    assertThat(page.locator("table.runs tbody tr").first()).isVisible();
    page.locator("table.runs tbody tr a.mono").first().click();
    assertThat(page.locator("sw-waterfall")).isVisible();
    sendMany();

    page.goBack();

    assertThatMissingOnesAreShown(page, page.locator("table.runs tbody tr"));
  }

  @Test
  void aListThatWasLeftSaysThatEventsAreMissing() {
    Page page = dashboard.open("/events");
    Locator rows = page.locator("table.events tbody tr");
    assertThat(rows.first()).isVisible();
    rows.locator("a.mono").first().click();
    page.goBack();
    assertThat(rows.first()).isVisible();
    page.locator("table.events a[href^='runs/']").first().click();
    assertThat(page.locator("sw-waterfall")).isVisible();
    sendMany();

    page.goBack();

    assertThatMissingOnesAreShown(page, rows);
  }

  /** What was shown is kept, although the next page asks for another window. */
  @Test
  void aListThatWasLeftForAnotherWindowShowsWhatItShowed() {
    Page page = dashboard.open("/events");
    Locator rows = page.locator("table.events tbody tr");
    assertThat(rows.first()).isVisible();
    int before = rows.count();
    page.evaluate("() => import('/assets/router.js').then(({ go }) => go('runs?window=15m'))");
    assertThat(page.locator("sw-runs")).isVisible();

    page.goBack();

    assertThat(rows.first()).isVisible();
    assertThat(rows.count()).isGreaterThanOrEqualTo(Math.min(50, before));
  }

  @Test
  void whatIsMissingIsDecidedByWhatWasShown() {
    Page page = dashboard.open("/events");
    assertThat(page.locator("h1")).isVisible();

    assertThat(page.evaluate("""
        () => import('/assets/parts/merge.js').then(({ inTurn, leavesGap }) => {
          const items = (...ids) => ids.map((id) => ({ id }));
          return [
            leavesGap(items('a'), items('c', 'b'), 2), leavesGap(items('a', 'b'), items('c', 'b'), 2),
            leavesGap(items('a'), items('b'), 2), leavesGap([], items('c', 'b'), 2),
            leavesGap(null, items('c', 'b'), 2),
            inTurn(items('c', 'b', 'a'), undefined, 2).map(({ id }) => id).join(''),
            inTurn(items('c', 'b', 'a'), 'b', 2).map(({ id }) => id).join(''),
            inTurn(items('c', 'b', 'a'), 'gone', 9).map(({ id }) => id).join(''),
          ];
        })"""))
        .isEqualTo(List.of(true, false, false, true, false, "cb", "ac", "cba"));
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "a/../b", "a//b", "a/", "ordinary/id", "50%2F?#&x=1"})
  void eventsOfAnyIdAreOpened(String id) {
    stepwell.sendJson("misc/thing", "{\"id\":\"" + id + "\"}", id);
    Page page = dashboard.open("/events?name=misc/thing");
    page.locator("table.events tbody tr")
        .filter(new Locator.FilterOptions().setHas(page.locator("a[title='" + id + "']")))
        .locator("a[title='" + id + "']")
        .click();
    assertThat(page.locator("sw-event .payload")).containsText("“" + id + "”");
    page.reload();
    assertThat(page.locator("sw-event .payload")).containsText("“" + id + "”");
  }

  @Test
  void aPayloadThatIsSentAgainKeepsItsNumbersAndNoHiddenText() {
    stepwell.sendJson(
        "misc/numbers",
        "{\"id\":12345678901234567890,\"exact\":0.12345678901234567890,\"list\":[9007199254740993],"
            + "\"url\":\"https://x.example/?t=topsecret77\",\"token\":\"topsecret77\"}",
        null);
    Page page = dashboard.open("/events?name=misc/numbers");
    button(page, "Send event").first().click();
    Locator dialog = page.locator("sw-send");
    dialog.locator("input[list]").fill("misc/numbers");
    dialog.locator("input[list]").press("Tab");
    button(page, "Take the last payload").click();
    assertThat(dialog).containsText("Hidden values were left out");
    assertThat(dialog).containsText("token");
    assertThat(dialog).containsText("url");
    assertThat(dialog.locator("textarea"))
        .hasValue(Pattern.compile("12345678901234567890[\\s\\S]*9007199254740993"));

    button(page, "Send").last().click();

    assertThat(dialog.locator("[role=status], [role=alert]").last()).containsText("Accepted as");
    String sent = stepwell.runs().lastEvent("misc/numbers").orElseThrow().data();
    assertThat(sent)
        .contains("12345678901234567890", "0.12345678901234567890", "9007199254740993")
        .doesNotContain("•••");
  }

  @Test
  void aRunThatCouldNotBeReadIsReadAgain() {
    Page page = dashboard.page();
    AtomicBoolean isAway = new AtomicBoolean(true);
    page.route("**/api/runs/" + first, route -> {
      if (isAway.getAndSet(false)) {
        route.fulfill(new Route.FulfillOptions().setStatus(503).setBody("{\"title\":\"Away\"}"));
      } else {
        route.resume();
      }
    });

    dashboard.open("/runs/" + first);

    assertThat(page.locator("sw-waterfall")).isVisible();
    assertThat(dashboard.takeComplaints()).allMatch(said -> said.contains("503"));
  }
}
