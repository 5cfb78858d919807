package dev.stepwell.polaris;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.stepwell.dev.DevDatabase;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.server.StepwellServer;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The limits in the dashboard in a real browser. No worker: what waits stays. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("browser")
class LimitsInDashboardTest {
  private static final String LIMIT = "concurrency ship by event.data.customer";

  private DevDatabase database;
  private Stepwell stepwell;
  private StepwellServer server;
  private Dashboard dashboard;
  private UUID waiting;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    database = DevDatabase.open(folder);
    stepwell = database.stepwell().publishFunctions().start();
    server = StepwellServer.start(stepwell, 0);
    waiting = send("acme");
    send("acme");
    send("<b>x</b>");
  }

  private UUID send(String customer) {
    String data = "{\"customer\":\"" + customer + "\"}";
    return stepwell
        .sendJson("shop/parcel.packed", data, "id-of-" + UUID.randomUUID())
        .runIds()
        .get(0);
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

  private static Locator limit(Page page) {
    return page.getByRole(
        AriaRole.REGION, new Page.GetByRoleOptions().setName(LIMIT).setExact(true));
  }

  private static Locator button(Locator within, String name) {
    return within.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void aLimitIsOverriddenWithTheKeyboardAndTheChangesAreListed() throws Exception {
    Page page = dashboard.open("/limits");
    assertThat(limit(page)).containsText("2 at the same time");
    button(limit(page), "Override").focus();
    page.keyboard().press("Enter");
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("Amount").fill("7");
    dialog.getByLabel("For").selectOption("480");
    dashboard.examine("limit-override");
    dialog.getByLabel("Amount").press("Enter");
    assertThat(dialog).hasCount(0);
    assertThat(limit(page)).containsText("7 at the same time");
    assertThat(limit(page)).containsText("Overridden; ends in 7 h");
    assertThat(limit(page)).containsText("the code declares 2");

    dashboard.examine("limits");
    page.setViewportSize(390, 844);
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(390);
    page.setViewportSize(1440, 900);

    button(limit(page), "Remove override").click();
    assertThat(limit(page)).containsText("2 at the same time");
    Locator changes = page.locator("table.changes tbody tr");
    assertThat(changes.nth(0)).containsText("removed override");
    assertThat(changes.nth(1)).containsText("7 until");
  }

  @Test
  void whatWaitsIsDroppedAfterAQuestion() {
    Page page = dashboard.open("/limits");
    Locator keys = limit(page).locator("table.keys tbody tr");
    assertThat(keys).hasCount(2);
    assertThat(keys.nth(0)).containsText("acme");
    assertThat(keys.nth(1)).containsText("<b>x</b>");
    button(keys.nth(0), "Drop what waits for [\"acme\"]").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("2 runs wait");
    page.keyboard().press("Escape");
    assertThat(dialog).hasCount(0);
    button(keys.nth(0), "Drop what waits for [\"acme\"]").click();
    button(dialog, "Cancel the runs").click();
    assertThat(dialog).hasCount(0);
    assertThat(keys).hasCount(1);

    assertThat(stepwell.runs().run(waiting).orElseThrow().status()).isEqualTo(RunStatus.CANCELLED);
  }
}
