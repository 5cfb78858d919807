package dev.stepwell.polaris;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.stepwell.dev.DevStepwell;
import dev.stepwell.polaris.races.DurableDashboardTaxis;
import dev.stepwell.polaris.races.Gates;
import dev.stepwell.polaris.races.RideAccepted;
import dev.stepwell.polaris.races.TaxisCopied;
import dev.stepwell.polaris.races.TaxisPaid;
import dev.stepwell.polaris.races.TaxisWanted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Races, waits for several events, and limits on steps, in the dashboard in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("browser")
class RacesInDashboardTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String LIMIT = "concurrency print-receipt > print by event.data.printer";

  private final Gates gates = new Gates();
  private DevStepwell dev;
  private Dashboard dashboard;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    dev = DevStepwell.startIn(folder, 0, new DurableDashboardTaxis(gates));
  }

  @AfterAll
  void stop() throws Exception {
    dev.close();
  }

  @BeforeEach
  void open() throws Exception {
    dashboard = new Dashboard("http://127.0.0.1:" + dev.port());
  }

  @AfterEach
  void theBrowserComplainsOfNothing() {
    List<String> complaints = dashboard.takeComplaints();
    dashboard.close();
    assertThat(complaints).isEmpty();
  }

  private UUID send(Record event) {
    return dev.stepwell().send(event).runIds().get(0);
  }

  private static Locator node(Page page, String state, String id) {
    return page.locator(".graph .node." + state)
        .filter(new Locator.FilterOptions().setHasText(Pattern.compile("\\b" + id)));
  }

  private static Locator step(Page page, String state, String id) {
    return page.locator("sw-waterfall .row.step." + state)
        .filter(new Locator.FilterOptions().setHasText(Pattern.compile("\\b" + id)));
  }

  @Test
  void aRaceIsSeenWhileItRunsAndShowsWhoWonAndWhoWasCancelled() throws Exception {
    UUID run = send(new TaxisWanted("ann"));
    Page page = dashboard.open("/runs/" + run);

    assertThat(page.locator(".graph .race > h3").first())
        .hasText(Pattern.compile("race, first of 3"));
    assertThat(page.locator(".graph .race .race > h3"))
        .hasText(Pattern.compile("race, first of 2"));
    assertThat(node(page, "running", "ask-partner")).hasCount(2);
    assertThat(node(page, "running", "ask\\s")).hasCount(1);
    assertThat(node(page, "waiting", "patience")).hasCount(1);
    step(page, "running", "ask-partner").first().click();
    assertThat(page.locator(".step-details .status.running")).isVisible();
    page.keyboard().press("Escape");
    dashboard.examine("race-live");

    gates.open("green-ann");

    assertThat(node(page, "waiting", "answer")).isVisible();
    assertThat(page.locator(".graph .sign.completed").filter(won())).hasCount(2);
    assertThat(node(page, "cancelled", "patience")).isVisible();
    assertThat(node(page, "cancelled", "ask\\s")).isVisible();
    assertThat(page.locator(".reasons > li")).hasCount(1);
    assertThat(page.locator(".reasons > li"))
        .containsText(Pattern.compile(
            "answer: it waits for taxis/accepted with .*ann.*, or for taxis/declined with .*ann"));
    node(page, "completed", "offer").click();
    assertThat(page.locator(".step-details")).containsText("Won by branch 2.");
    node(page, "cancelled", "patience").click();
    assertThat(page.locator(".step-details")).containsText("lost the race offer");
    dashboard.examine("race");

    dev.stepwell().send(new RideAccepted("ann"));

    assertThat(dev.stepwell().await(run, LONG).output())
        .isEqualTo("\"taxi of green-ann, accepted\"");
    assertThat(page.locator("h1 .status.completed")).isVisible();
    node(page, "completed", "answer").click();
    assertThat(page.locator(".step-details")).containsText("Received:");
  }

  private static Locator.FilterOptions won() {
    return new Locator.FilterOptions().setHasText("won");
  }

  @Test
  void aStepThatWaitsForALimitSaysForWhichAndTheLimitShowsIt() throws Exception {
    UUID holder = send(new TaxisPaid("bob", "front"));
    Page page = dashboard.open("/runs/" + holder);
    assertThat(node(page, "running", "print")).isVisible();
    UUID waiting = send(new TaxisPaid("<b>eve</b>", "front"));

    dashboard.open("/runs/" + waiting);
    assertThat(page.locator(".reasons"))
        .containsText("print: it waits for the limit \"" + LIMIT
            + "\", which admits 1 for the key [\"front\"]; held by run …");
    assertThat(node(page, "waiting", "print")).isVisible();
    page.locator(".reasons").getByRole(AriaRole.BUTTON).first().click();
    assertThat(page.locator(".step-details .status.waiting")).isVisible();
    assertThat(page.locator(".step-details")).containsText(LIMIT);
    dashboard.examine("awaiting-limit");
    assertThat(bar(page, "print")).isVisible();
    dashboard.open("/limits");
    Locator limit = page.getByRole(
        AriaRole.REGION, new Page.GetByRoleOptions().setName(LIMIT).setExact(true));
    assertThat(limit.locator("td[data-label=Running]")).hasText("1");
    assertThat(limit.locator("td[data-label=Waiting]")).hasText("1");
    dashboard.examine("limit-of-step");

    gates.open("print-bob");
    gates.open("print-<b>eve</b>");

    assertThat(dev.stepwell().await(waiting, LONG).output()).isEqualTo("\"7 euros of <b>eve</b>\"");
  }

  /** The bar of a step that waits. */
  private static Locator bar(Page page, String id) {
    return step(page, "waiting", id).first().locator("rect.waiting");
  }

  @Test
  void aStepThatWaitsForAnotherBranchOfItsRunSaysForWhichLimitAndHasABar() throws Exception {
    UUID run = send(new TaxisCopied("ann", "back"));
    Page page = dashboard.open("/runs/" + run);

    assertThat(step(page, "running", "print")).hasCount(1);
    assertThat(page.locator(".reasons"))
        .containsText(Pattern.compile(
            "print\\S*: it waits for the limit \"concurrency print-copies > print by event.data.printer\","
                + " which admits 1 for the key \\[\"back\"]; held by another branch of this run"));
    assertThat(bar(page, "print")).isVisible();
    step(page, "waiting", "print").first().click();
    assertThat(page.locator(".step-details")).containsText("Waits for a limit since");
    dashboard.examine("awaiting-branch");
    dashboard.open("/limits");
    Locator both = page.getByRole(
        AriaRole.REGION, new Page.GetByRoleOptions().setName("Step print").setExact(true));
    assertThat(both.locator(".of-function")).hasCount(2);
    assertThat(both).containsText("step print of print-receipt");
    assertThat(page.locator(".limit")).hasCount(1);
    assertThat(both.locator("td[data-label=Waiting]")).hasText("1");
    dashboard.examine("limit-of-two-functions");

    for (String copy : List.of("a", "b", "c")) {
      gates.open("print-ann-" + copy);
    }

    assertThat(dev.stepwell().await(run, LONG).output()).contains("copy of ann-c");
  }
}
