package dev.stepwell.polaris;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.stepwell.NonRetriableException;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.server.ServerSettings;
import dev.stepwell.server.StepwellServer;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Polaris's jobs in the dashboard, in a real browser. The first tests begin with an empty database; later ones use the
 * data of the demo and add runs that fail, wait and contain hostile text.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("browser")
class DashboardTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String HOSTILE =
      "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";

  /** Blocks the model. */
  private static final CountDownLatch letGo = new CountDownLatch(1);

  private WholePolaris whole;
  private Stepwell stepwell;
  private StepwellServer server;
  private Dashboard dashboard;
  private Path folder;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    whole = new WholePolaris(folder, new WaitingModel(new FailingModel()));
    stepwell = whole.polaris().stepwell();
    server = StepwellServer.start(stepwell, 0);
    dashboard = new Dashboard("http://127.0.0.1:" + server.port());
  }

  @AfterAll
  void stop() throws Exception {
    dashboard.close();
    server.close();
    whole.close();
  }

  @AfterEach
  void theBrowserComplainsOfNothing() {
    assertThat(dashboard.takeComplaints()).isEmpty();
  }

  private static void awaitLetGo() {
    try {
      letGo.await();
    } catch (InterruptedException e) {
      throw new NonRetriableException("the model was interrupted", e);
    }
  }

  /** A model that waits if the message requests it. */
  private record WaitingModel(ChatModel other) implements ChatModel {
    @Override
    public ChatResponse doChat(ChatRequest request) {
      if (request.messages().toString().contains("wait for me")) {
        awaitLetGo();
      }
      return other.doChat(request);
    }
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator heading(Page page, String name) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
  }

  private static Locator rows(Page page) {
    return page.locator("table.runs tbody tr");
  }

  /** The latest run of a function. */
  private Run newest(String function) {
    return stepwell.runs().newest(function, 1).get(0);
  }

  @Test
  @Order(1)
  void aFirstStartTellsWhatToDo() throws Exception {
    Page page = dashboard.open("/");

    assertThat(heading(page, "Nothing has run yet")).isVisible();
    assertThat(page.getByText("3 functions wait for their first event")).isVisible();
    dashboard.examine("start");
    dashboard.open("/events");
    assertThat(page.getByText("No events yet.")).isVisible();
    dashboard.open("/errors");
    assertThat(page.getByText(
            "No run that was created in this period has failed, and none is retrying."))
        .isVisible();
  }

  @Test
  @Order(2)
  void anEventIsSentThroughAFormAndItsRunAppearsByItself() throws Exception {
    Page page = dashboard.open("/runs");
    button(page, "Send event").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("Event").fill("github/import.repo");
    dialog.getByLabel("Event").press("Tab");
    dialog.getByLabel("owner").fill("polaris");
    dialog.getByLabel("repo", new Locator.GetByLabelOptions().setExact(true)).fill("not-there");
    dialog.getByLabel("projectId").fill("a-project");
    dialog.getByLabel("githubToken").fill("ghp_a-secret-of-the-form");
    dashboard.examine("send");

    button(page, "Send").click();

    assertThat(dialog.getByText("Accepted as")).isVisible();
    button(page, "Close").last().click();
    assertThat(rows(page).first()).containsText("import-github-repo");
    assertThat(page.locator("body")).not().containsText("ghp_a-secret");
  }

  @Test
  @Order(3)
  void theFormRefusesWhatTheSchemaRefuses() {
    Page page = dashboard.open("/runs");
    button(page, "Send event").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("Event").fill("github/export.repo");
    dialog.getByLabel("Event").press("Tab");
    button(page, "As JSON").click();
    dialog.getByLabel("Payload").fill("{\"projectId\": 7}");

    button(page, "Send").click();

    assertThat(dialog.getByRole(AriaRole.ALERT))
        .containsText("field projectId must be a string, but is the number 7");
    assertThat(dashboard.takeComplaints()).allMatch(said -> said.contains("Failed to load"));
    page.keyboard().press("Escape");
    assertThat(dialog).hasCount(0);
  }

  @Test
  @Order(3)
  void withoutTheNamesOfEventsTheyAreSentAsJson() {
    Page page = dashboard.open("/runs");
    page.route("**/api/event-names", Route::abort);
    button(page, "Send event").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);

    assertThat(dialog.getByRole(AriaRole.ALERT)).containsText("the server does not respond");
    dialog.getByLabel("Event").fill("github/export.repo");
    dialog.getByLabel("Event").press("Tab");
    dialog.getByLabel("Payload").fill("{\"projectId\": 7}");
    button(page, "Send").click();

    assertThat(dialog.getByRole(AriaRole.ALERT)).containsText("field projectId must be a string");
    page.unroute("**/api/event-names");
    assertThat(dashboard.takeComplaints()).allMatch(said -> said.contains("Failed to load"));
  }

  @Test
  @Order(4)
  void theDemoIsFollowedLive() throws Exception {
    Page page = dashboard.open("/runs?function=export-to-github");
    assertThat(page.getByText("No runs match these filters.")).isVisible();

    assertThat(new Demo(
                whole.polaris(),
                new StandInDemoGithub(whole.github()),
                folder,
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
            .run(null, false))
        .isTrue();

    assertThat(page.locator("table.runs tbody tr.completed")).hasCount(1);
    dashboard.open("/runs");
    assertThat(rows(page)).not().hasCount(0);
    assertThat(page.locator(".chart rect").first()).isVisible();
    dashboard.examine("runs");
  }

  @Test
  @Order(5)
  void aRunShowsItsGraphItsAttemptsAndItsSteps() throws Exception {
    Run run = newest("export-to-github");
    Page page = dashboard.open("/runs");
    page.locator("a[href='runs/" + run.id() + "']").click();

    assertThat(page.locator(".graph .node.completed").filter(has("create-blob")))
        .isVisible();
    assertThat(page.locator(".graph .parallel")).containsText("files");
    for (Locator group : page.locator("sw-waterfall .row.group").all()) {
      group.click();
    }
    assertThat(page.locator("sw-waterfall .row.step"))
        .hasCount(stepwell.runs().steps(run.id()).size());
    page.locator("sw-waterfall .row.step").filter(has("create-tree")).click();
    assertThat(page).hasURL(Pattern.compile("step=create-tree"));
    assertThat(page.locator(".step-details h3").first()).hasText("Input");
    assertThat(page.locator(".step-details sw-payload").first())
        .containsText(Pattern.compile("repo:.*entries:.*githubToken: “•••”", Pattern.DOTALL));
    assertThat(page.locator(".step-details")).containsText("Result");
    dashboard.examine("run");
    page.reload();
    assertThat(page.locator(".step-details")).containsText("create-tree");
    assertThat(page.locator("body")).containsText("•••");
    assertThat(page.locator("body")).not().containsText(Main.TOKEN);
  }

  private static Locator.FilterOptions has(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  @Order(6)
  void aRunIsRepeatedFromAStep() throws Exception {
    Run run = newest("export-to-github");
    Page page = dashboard.open("/runs/" + run.id() + "?step=create-tree");

    button(page, "Rerun from here…").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("are kept");
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("will execute again");
    button(page, "Rerun").click();

    page.waitForURL(url -> !url.contains(run.id().toString()));
    assertThat(page.locator("h1 .status.completed")).isVisible();
    Run again = newest("export-to-github");
    assertThat(again.rerunOf()).isEqualTo(run.id());
    assertThat(page.locator("dl")).containsText("Rerun of");
  }

  @Test
  @Order(7)
  void aFailureShowsItsStackTraceAndIsGroupedWithItsLikes() throws Exception {
    failed();
    UUID failed = failed();

    Page page = dashboard.open("/errors");
    Locator group = page.locator("table.errors tbody tr").filter(has("the model fell over"));
    assertThat(group).containsText("process-message");
    assertThat(group.locator("td.number.bad")).hasText("2");
    dashboard.examine("errors");
    group.locator("td.number.bad a").click();
    assertThat(rows(page)).hasCount(2);
    page.locator("a[href='runs/" + failed + "']").click();
    assertThat(page.locator(".failure .trace").first()).containsText("FailingModel.doChat");
    assertThat(page.locator(".graph .node.failed")).isVisible();
    dashboard.examine("failure");
  }

  private UUID say(String text) throws Exception {
    String project = whole.project();
    return whole.say(project, whole.conversation(project), text).runIds().get(0);
  }

  /** A run whose model fails. */
  private UUID failed() throws Exception {
    UUID run = say("please fall over");
    assertThat(stepwell.await(run, LONG).status()).isEqualTo(RunStatus.FAILED);
    return run;
  }

  @Test
  @Order(8)
  void aPausedFunctionKeepsItsRunsWhichCanBeCancelled() throws Exception {
    Page page = dashboard.open("/functions");
    assertThat(page.locator("tbody tr")).hasCount(3);
    dashboard.examine("functions");
    page.getByRole(
            AriaRole.LINK,
            new Page.GetByRoleOptions().setName("import-github-repo").setExact(true))
        .click();
    assertThat(page.locator(".graph")).containsText("create-file");
    dashboard.examine("function");
    button(page, "Pause").click();
    assertThat(page.locator("p.reasons")).containsText("its runs queue up");
    UUID run = stepwell
        .send(new GithubImportRepo("polaris", "paused", "a-project", Main.TOKEN))
        .runIds()
        .get(0);

    dashboard.open("/runs/" + run);
    assertThat(page.locator(".reasons")).containsText("function import-github-repo is paused");
    dashboard.examine("paused");
    button(page, "Cancel…").click();
    button(page, "Cancel run").click();

    assertThat(page.locator("h1 .status.cancelled")).isVisible();
    dashboard.open("/functions/import-github-repo");
    button(page, "Resume").click();
    assertThat(button(page, "Pause")).isVisible();
  }

  @Test
  @Order(8)
  void aStepThatIsTriedAgainSaysWhen() throws Exception {
    whole
        .github()
        .limitNext(1, Duration.ofMinutes(10), request -> request.path().contains("/git/trees"));
    whole.seed("limited");
    UUID run = stepwell
        .send(new GithubImportRepo(Main.LOGIN, "limited", whole.project(), Main.TOKEN))
        .runIds()
        .get(0);

    Page page = dashboard.open("/runs/" + run);
    assertThat(page.locator(".graph .node.retrying")).containsText("fetch-tree");
    assertThat(page.locator(".reasons"))
        .containsText("attempt 1 failed; attempt 2 follows, not before");
    page.locator(".graph .node.retrying").click();
    assertThat(page.locator(".step-details")).containsText("Next attempt");
    dashboard.examine("retrying");
    stepwell.cancel(run);
    assertThat(page.locator("h1 .status.cancelled")).isVisible();
    assertThat(page.locator("dl").first()).containsText("Cancelled by");
  }

  @Test
  @Order(8)
  void aRunIsSeenWhileItRuns() throws Exception {
    Page page = dashboard.open("/runs/" + say("please wait for me"));

    assertThat(page.locator(".graph .node.running")).containsText("make-title");
    assertThat(page.locator("sw-waterfall .row.running")).containsText("make-title");
    assertThat(page.locator(".graph .node.not-reached").last()).containsText("write-answer");
    dashboard.examine("running");
    letGo.countDown();

    assertThat(page.locator("h1 .status.completed")).isVisible();
    assertThat(page.locator(".graph .node.completed").last()).containsText("write-answer");
  }

  @Test
  @Order(9)
  void filtersSitInTheAddress() {
    Page page = dashboard.open("/runs");
    page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Status"))
        .getByText("failed")
        .click();

    assertThat(page).hasURL(Pattern.compile("status=failed"));
    assertThat(page.locator("table.runs tbody tr.completed")).hasCount(0);
    assertThat(page.locator("table.runs tbody tr.failed").first()).isVisible();
    page.getByLabel("Search").fill("fell over");
    assertThat(page).hasURL(Pattern.compile("text=fell"));
    assertThat(rows(page)).hasCount(2);
    page.reload();
    assertThat(rows(page)).hasCount(2);
    page.getByLabel("Search").fill("nothing says this");
    assertThat(page.getByText("No runs match these filters.")).isVisible();
  }

  @Test
  @Order(10)
  void manyRunsAreRepeatedOnceItWasSeenHowMany() throws Exception {
    Page page = dashboard.open("/runs?status=failed&text=fell+over");
    assertThat(rows(page)).hasCount(2);

    button(page, "Rerun all that match …").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Rerun 2 runs that have ended");
    dashboard.examine("bulk");
    button(page, "Rerun 2").click();

    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("2 runs were started again");
    button(page, "Close").last().click();
    assertThat(rows(page)).hasCount(4);
    rows(page).first().getByRole(AriaRole.CHECKBOX).check();
    button(page, "Cancel selected …").click();
    assertThat(page.getByRole(AriaRole.DIALOG))
        .containsText("No run that has not ended is among the selected");
  }

  @Test
  @Order(11)
  void eventsStreamInAndOpen() throws Exception {
    Page page = dashboard.open("/events");
    assertThat(page.locator("table.events")).containsText("github/export.repo");

    stepwell.sendJson(
        "app/visited", "{\"path\":\"/pricing\",\"user\":{\"name\":\"Ada\"}}", "visit-1");

    Locator row = page.locator("table.events tbody tr").filter(has("visit-1"));
    assertThat(row).containsText("nothing");
    row.getByRole(AriaRole.BUTTON).click();
    assertThat(page.locator("tr.opened")).containsText("/pricing");
    dashboard.examine("events");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("visit-1"))
        .click();
    assertThat(heading(page, "Payload")).isVisible();
    dashboard.examine("event");
  }

  @Test
  @Order(12)
  void aHostilePayloadIsShownHarmlessly() throws Exception {
    String deep = "{\"a\":".repeat(400) + "1" + "}".repeat(400);
    String text = HOSTILE.replace("\"", "\\\"");
    stepwell.sendJson(List.of(
        new JsonEvent("app/" + HOSTILE, "{\"" + text + "\":\"" + text + "\"}", "hostile-1", null),
        new JsonEvent("app/deep", deep, "deep-1", null),
        new JsonEvent(
            "app/large", "{\"text\":\"" + "<b>".repeat(700_000) + "\"}", "large-1", null)));

    Page page = dashboard.open("/events/hostile-1");
    assertThat(page.locator("sw-payload")).containsText("<script>");
    dashboard.open("/events?text=hostile-1");
    assertThat(page.locator("table.events")).containsText("onerror");
    dashboard.open("/events/deep-1");
    assertThat(page.locator("sw-payload")).containsText("1 field");
    dashboard.open("/events?name=app%2Flarge");
    page.getByLabel("Payload of large-1").click();
    assertThat(page.locator("tr.opened")).containsText("2.1 MB, too large to be shown at once");
    button(page, "Show it anyway").click();
    assertThat(page.locator("tr.opened")).containsText("all 2 100 000 characters");
    assertThat(page.title()).doesNotContain("owned");
    assertThat(page.locator("main img, main script")).hasCount(0);
  }

  @Test
  @Order(13)
  void theKeyboardReachesEverything() {
    Page page = dashboard.open("/runs");
    assertThat(rows(page).first()).isVisible();

    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("main")).isFocused();
    button(page, "Send event").focus();
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    page.keyboard().press("Escape");
    assertThat(button(page, "Send event")).isFocused();
  }

  @Test
  @Order(14)
  void aDashboardWithALoginAsksWhoIsThere() throws Exception {
    ServerSettings settings =
        ServerSettings.defaults().port(0).basePath("/ops").login("ada", "a long enough password");
    try (StepwellServer guarded = StepwellServer.start(stepwell, settings);
        Dashboard ops = new Dashboard("http://127.0.0.1:" + guarded.port() + "/ops")) {
      Page page = ops.open("/functions");
      page.getByLabel("User").fill("ada");
      page.getByLabel("Password").fill("a wrong password");
      button(page, "Log in").click();
      assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
      ops.examine("login");
      page.getByLabel("Password").fill("a long enough password");
      button(page, "Log in").click();

      assertThat(page.locator("tbody tr")).hasCount(3);
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Runs").setExact(true))
          .click();
      assertThat(page).hasURL(Pattern.compile("/ops/runs"));
      assertThat(page.locator(".light")).hasText("live");
      button(page, "Log out ada").click();
      assertThat(button(page, "Log in")).isVisible();
      assertThat(ops.takeComplaints()).allMatch(said -> said.contains("Failed to load"));
    }
  }

  @Test
  @Order(15)
  void theDashboardComesBackWithTheServer() {
    Page page = dashboard.open("/runs");
    assertThat(page.locator(".light")).hasText("live");
    int port = server.port();

    server.close();
    assertThat(page.locator(".light")).hasText("not connected");
    server = StepwellServer.start(stepwell, port);

    assertThat(page.locator(".light")).hasText("live");
    stepwell.sendJson(
        "message/sent",
        "{\"messageId\":\"m\",\"conversationId\":\"c\",\"projectId\":\"p\",\"message\":\"x\"}",
        "after");
    assertThat(rows(page).first()).containsText("process-message");
    assertThat(dashboard.takeComplaints()).allMatch(said -> said.contains("Failed to load"));
  }
}
