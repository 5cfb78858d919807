package dev.stepwell.polaris;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import dev.stepwell.dev.DevDatabase;
import dev.stepwell.polaris.orders.DurableDashboardOrders;
import dev.stepwell.polaris.orders.OrderShipped;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.server.StepwellServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** Runs with many steps, with errors, and below many others, in the dashboard in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("browser")
class OrdersInDashboardTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  /** More than one page examines. */
  private static final String NEWER_RUNS = """
      insert into stepwell.run (id, function_id, event_id, status, created_at, started_at, ended_at)
      select (lpad(to_hex(ms), 12, '0') || '7' || lpad(to_hex(n % 4096), 3, '0') || '8000' || lpad(to_hex(n), 12, '0'))::uuid,
        'tick', 'tick-' || n, 'completed', now(), now(), now()
      from (
        select n, (extract(epoch from now()) * 1000)::bigint + n as ms from generate_series(1, 45000) as n
      ) as newer""";

  /** Ids may have 200 characters, and no place for a line break. */
  private static final String LONG_WORD = "W".repeat(180);

  private static final String LONG_STEP = "label-of-" + LONG_WORD;
  private static final String LONG_ID = "id-" + "W".repeat(197);

  private DevDatabase database;
  private Stepwell stepwell;
  private StepwellServer server;
  private FreezingProxy proxy;
  private Dashboard dashboard;
  private UUID large;
  private UUID broken;
  private UUID retrying;
  private UUID longest;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    database = DevDatabase.open(folder);
    stepwell = database.stepwell().register(new DurableDashboardOrders()).start();
    server = StepwellServer.start(stepwell, 0);
    proxy = new FreezingProxy(server.port());
    large = send("shop/order.placed", "{\"orderId\":\"o1\",\"items\":61,\"breaks\":false}");
    broken = send("shop/order.placed", "{\"orderId\":\"o2\",\"items\":9,\"breaks\":true}");
    retrying = send("shop/card.charged", "{\"orderId\":\"o3\"}");
    send(
        "shop/order.changed.in.a.way.that.somebody.has.asked.to.be.told.of.at.once",
        "{\"orderId\":\"o\u202E4\"}");
    longest = stepwell
        .sendJson(
            "shop/order.placed",
            "{\"orderId\":\"" + LONG_WORD + "\",\"items\":1,\"breaks\":false}",
            LONG_ID)
        .runIds()
        .get(0);
    stepwell.await(large, LONG);
    stepwell.await(broken, LONG);
    stepwell.await(longest, LONG);
    await()
        .atMost(LONG)
        .until(() -> !stepwell.runs().retries(List.of(retrying), 300).isEmpty());
    execute(NEWER_RUNS);
  }

  private UUID send(String event, String data) {
    return stepwell.sendJson(event, data, "id-of-" + UUID.randomUUID()).runIds().get(0);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @AfterAll
  void stop() throws Exception {
    proxy.close();
    server.close();
    stepwell.close();
    database.close();
  }

  @BeforeEach
  void open() throws Exception {
    dashboard = new Dashboard("http://127.0.0.1:" + proxy.port());
  }

  @AfterEach
  void theBrowserComplainsOfNothing() {
    List<String> complaints = dashboard.takeComplaints();
    dashboard.close();
    assertThat(complaints).isEmpty();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator rows(Page page) {
    return page.locator("table.runs tbody tr");
  }

  @Test
  void filtersFindWhatIsBelowManyNewerRuns() throws Exception {
    Page page = dashboard.open("/runs?status=failed");
    assertThat(rows(page)).hasCount(1);
    assertThat(rows(page)).containsText("box 4 is broken");
    dashboard.open("/runs?function=ship-order");
    assertThat(rows(page)).hasCount(3);
    dashboard.open("/runs?text=" + large.toString().substring(20));
    assertThat(rows(page)).hasCount(1);
    dashboard.open("/runs?function=ship-order&status=cancelled");
    assertThat(page.getByText("No runs match these filters.")).isVisible();
    dashboard.open("/functions/ship-order");
    assertThat(page.locator("table.latest tbody tr")).hasCount(3);
    assertThat(page.getByText("No runs yet.")).hasCount(0);
  }

  @Test
  void numbersOfTheNewestRunsOnlyAreCalledThat() {
    Page page = dashboard.page();
    page.route(url -> url.contains("/api/metrics"), route -> {
      APIResponse answer = route.fetch();
      String part = answer.text().replace("\"complete\":true", "\"complete\":false");
      route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(part));
    });
    for (String path : List.of("/runs", "/functions", "/functions/ship-order")) {
      dashboard.open(path);
      assertThat(page.getByText("Only the newest 200 000 runs of this period were counted."))
          .isVisible();
    }
  }

  @Test
  void anEmptyListIsNotCalledEmptyBeforeAllWasSearched() {
    Page page = dashboard.open("/functions");
    page.route(url -> url.contains("/api/runs?") && url.contains("before="), route -> {});
    dashboard.open("/runs?function=ship-order");

    assertThat(page.locator(".looking")).containsText("Searching older runs: back to");
    assertThat(page.getByText("No runs match these filters.")).hasCount(0);
    assertThat(button(page, "Stop")).isVisible();
  }

  @Test
  void aRetryingRunShowsItsErrorWhereverItAppears() throws Exception {
    Page page = dashboard.open("/runs?status=retrying");
    assertThat(rows(page)).hasCount(1);
    assertThat(rows(page).locator(".status")).hasText("↻retrying");
    assertThat(rows(page)).containsText("the bank is closed for o3");
    dashboard.examine("runs-retrying");
    rows(page).locator("a.mono").first().click();
    assertThat(page.locator("h1")).containsText("retrying");
    assertThat(page.locator(".reasons")).containsText("the bank is closed for o3");
    dashboard.open("/errors");
    Locator group = page.locator("table.errors tbody tr")
        .filter(new Locator.FilterOptions().setHasText("the bank is closed"));
    assertThat(group.locator("td.amber")).hasText("1");
    group.locator("td.amber a").click();
    assertThat(rows(page)).hasCount(1);
    dashboard.open("/functions");
    Locator known = page.locator("tbody tr")
        .filter(new Locator.FilterOptions().setHasText("shop/card.charged"));
    assertThat(known.locator(".status.retrying")).containsText("1 retrying");
    dashboard.open("/functions/charge-card");
    assertThat(page.locator("h1 .status.retrying")).isVisible();
    assertThat(page.locator("table.latest")).containsText("the bank is closed for o3");
  }

  @Test
  void aStepIsShownBesideTheTimelineAndPickedByKeys() throws Exception {
    Page page = dashboard.open("/runs/" + large);
    assertThat(page.locator(".row.group")).containsText("×61");
    assertThat(page.locator(".row.step")).hasCount(1);
    page.locator(".row.group").click();
    assertThat(page.locator(".row.step")).hasCount(62);

    page.locator(".row.step").last().click();

    assertThat(page.locator(".step-details h2")).containsText("label-of-o1");
    assertInSight(page, page.locator(".step-details h2"));
    page.keyboard().press("ArrowUp");
    assertThat(page.locator(".step-details h2")).containsText("pack:60");
    assertThat(page.locator(".row.step[aria-pressed=true]")).containsText("pack:60");
    assertInSight(page, page.locator(".step-details h2"));
    page.keyboard().press("ArrowDown");
    assertThat(page.locator(".step-details h2")).containsText("label-of-o1");
    page.keyboard().press("Escape");
    assertThat(page.locator(".step-details")).hasCount(0);
    assertThat(page.locator(".row.step").last()).isFocused();
    page.keyboard().press("+");
    assertThat(page.getByLabel("Position in time")).isVisible();
    button(page, "Fit").click();
    assertThat(page.getByLabel("Position in time")).hasCount(0);
  }

  /** Counts the changes of elements in a part of the page until it is drawn again. */
  private static final String CHANGES = """
      async ({ part, key }) => {
        const seen = [];
        const observer = new MutationObserver((changes) => seen.push(...changes));
        observer.observe(document.querySelector(part), { subtree: true, childList: true, attributes: true });
        document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
        observer.disconnect();
        return seen.length;
      }""";

  /** With a change of each row, or the layout of rows that are not seen, a selection of many steps was slow. */
  @Test
  void aSelectionChangesTheRowsThatItConcernsAndLaysOutNoOthers() {
    Page page = dashboard.open("/runs/" + large);
    page.locator(".row.group").click();
    assertThat(page.locator(".row.step")).hasCount(62);
    page.locator(".row.step").nth(3).click();
    assertThat(page.locator(".row.step[aria-pressed=true]")).hasCount(1);

    for (String key : List.of("ArrowDown", "ArrowDown", "ArrowUp")) {
      assertThat(page.evaluate(CHANGES, Map.of("part", "sw-waterfall", "key", key)))
          .isEqualTo(2);
      assertThat(page.evaluate(CHANGES, Map.of("part", ".page-head", "key", "x")))
          .isEqualTo(0);
    }

    assertThat(page.locator(".row.step[aria-pressed=true]")).containsText("pack:4");
    assertThat(page.locator(".row.step[aria-pressed=true]")).isFocused();
    assertThat((List<?>) page.evaluate("""
        () => [...document.querySelectorAll('.waterfall .chunk')]
          .map((chunk) => [chunk.children.length, getComputedStyle(chunk).contentVisibility])"""))
        .isEqualTo(List.of(List.of(40, "auto"), List.of(23, "visible")));
  }

  /** Opening a group moves the rows below it to other chunks. */
  @Test
  void aRowThatMovesKeepsTheFocus() {
    Page page = dashboard.open("/runs/" + large);
    page.locator(".row.step").last().focus();

    page.evaluate("() => document.querySelector('.row.group').click()");

    assertThat(page.locator(".row.step")).hasCount(62);
    assertThat(page.locator(".row.step").last()).isFocused();
  }

  private static void assertInSight(Page page, Locator part) {
    BoundingBox box = part.boundingBox();
    assertThat(box.y).isGreaterThanOrEqualTo(0);
    assertThat(box.y + box.height).isLessThan(page.viewportSize().height);
  }

  @Test
  void aFailureIsDrawnOnTopAndItsTraceBeginsWithTheCause() throws Exception {
    Page page = dashboard.open("/runs/" + broken);
    assertThat(page.locator("h1")).hasText(Pattern.compile("failed\\s+ship-order"));
    assertThat(page.locator(".row.step.failed")).containsText("pack:4");
    assertThat(page.locator(".row.group rect").last()).hasClass("failed");

    page.locator(".row.step.failed").click();

    Locator trace = page.locator(".step-details .trace");
    assertThat(trace.locator(".head").first())
        .containsText("NoSuchElementException: no tape‹U+202E›‹U+0007› left");
    assertThat(trace.locator(".head").nth(1)).containsText("box 4 is broken");
    assertThat(trace.locator(".own").first()).containsText("Orders.broken");
    assertThat(trace.locator("details").first()).not().hasAttribute("open", "");
    dashboard.examine("step");
  }

  @Test
  void aStepWithAComputedIdIsNotSkipped() {
    Page page = dashboard.open("/runs/" + large);

    Locator node =
        page.locator(".graph .node").filter(new Locator.FilterOptions().setHasText("computed id"));
    assertThat(node).hasClass(Pattern.compile("completed"));
    dashboard.open("/functions/charge-card");
    assertThat(page.locator(".facts")).containsText("call-bank");
    assertThat(page.locator(".facts")).not().containsText("pack");
  }

  @Test
  void aRerunSaysWhatWillRunAgain() {
    Page page = dashboard.open("/runs/" + broken + "?step=pack:3");

    button(page, "Rerun from here…").click();

    Locator dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("3 steps are kept: pack ×3");
    assertThat(dialog).containsText("2 steps of this run will execute again");
    page.keyboard().press("Escape");
    assertThat(dialog).hasCount(0);
    assertThat(page).hasURL(Pattern.compile(broken.toString()));
  }

  @Test
  void aBatchShowsAllItsEvents() throws Exception {
    List<OrderShipped> orders = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      orders.add(new OrderShipped("shipped-" + i, 100 + i));
    }
    UUID batch = stepwell.sendAll(orders).get(0).runIds().get(0);
    stepwell.await(batch, LONG);

    Page page = dashboard.open("/runs/" + batch);

    assertThat(page.locator(".facts")).containsText("and 29 more");
    assertThat(page.locator(".ends h2").first()).hasText("Input: 30 events");
    assertThat(page.locator(".batch > li")).hasCount(20);
    button(page, "Show the last 10").click();
    assertThat(page.locator(".batch > li")).hasCount(30);
    page.locator(".batch > li").last().getByRole(AriaRole.BUTTON).first().click();
    assertThat(page.locator(".batch > li").last()).containsText("shipped-29");
    dashboard.examine("batch");
    forget(batch);
  }

  /** Another run begins to match between the count and the click. */
  @Test
  void aBulkChangeLeavesRunsAloneThatWereNotCounted() throws Exception {
    UUID counted = send("shop/card.charged", "{\"orderId\":\"bulk-1\"}");
    await()
        .atMost(LONG)
        .until(() -> !stepwell.runs().retries(List.of(counted), 300).isEmpty());
    Page page = dashboard.open("/runs?status=retrying&text=bulk-");
    assertThat(rows(page)).hasCount(1);
    button(page, "Cancel all that match …").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Cancel 1 run that has not ended");
    UUID late = send("shop/card.charged", "{\"orderId\":\"bulk-2\"}");
    await()
        .atMost(LONG)
        .until(() -> !stepwell.runs().retries(List.of(late), 300).isEmpty());

    button(page, "Cancel 1").click();

    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("1 run was cancelled.");
    assertThat(stepwell.await(counted, LONG).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(stepwell.runs().retries(List.of(late), 300)).hasSize(1);
    stepwell.cancel(late);
    forget(counted);
    forget(late);
  }

  private static final String LOSE_CONNECTION = """
      create function lose_connection() returns trigger language plpgsql as $$
        begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
      create trigger lose_connection before update of status on stepwell.run
        for each row when (new.status = 'cancelled' and new.id::text = '%s') execute function lose_connection()""";

  @Test
  void aBulkChangeThatFailsMidwayContinuesWithTheRunsThatAreLeft() throws Exception {
    List<UUID> runs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      runs.add(send("shop/card.charged", "{\"orderId\":\"midway-" + i + "\"}"));
    }
    await().atMost(LONG).until(() -> stepwell.runs().retries(runs, 300).size() == 3);
    Page page = dashboard.open("/runs?status=retrying&text=midway-");
    button(page, "Cancel all that match …").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    execute(LOSE_CONNECTION.formatted(runs.get(1)));

    button(page, "Cancel 3").click();

    assertThat(dialog.getByRole(AriaRole.ALERT)).containsText("1 of 3 runs were cancelled");
    execute("drop function lose_connection cascade");
    button(page, "Count the 2 that are left…").click();
    assertThat(dialog).containsText("Cancel 2 runs that have not ended");
    button(page, "Cancel 2").click();
    assertThat(dialog).containsText("2 runs were cancelled.");
    for (UUID run : runs) {
      assertThat(stepwell.await(run, LONG).status()).isEqualTo(RunStatus.CANCELLED);
      forget(run);
    }
    assertThat(dashboard.takeComplaints()).allMatch(said -> said.contains("503"));
  }

  @Test
  void aSearchWhoseConnectionIsLostContinuesWhereItStopped() {
    Page page = dashboard.page();
    page.route(url -> url.contains("/api/runs?") && url.contains("before="), Route::abort);
    dashboard.open("/runs?function=ship-order");

    assertThat(page.getByRole(AriaRole.ALERT)).containsText("the server does not respond");
    assertThat(page.locator(".looking")).containsText("No match so far, back to");
    assertThat(page.getByText("No runs match these filters.")).hasCount(0);
    page.unrouteAll();
    button(page, "Search again").click();

    assertThat(rows(page)).hasCount(3);
    assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
    assertThat(dashboard.takeComplaints()).allMatch(said -> said.contains("Failed to load"));
  }

  @Test
  void backKeepsTheFiltersAndTheScrollPosition() {
    Page page = dashboard.open("/runs?function=tick");
    assertThat(rows(page)).hasCount(50);
    Locator link = rows(page).nth(40).locator("a.mono").first();
    link.scrollIntoViewIfNeeded();
    double before = ((Number) page.evaluate("() => scrollY")).doubleValue();
    assertThat(before).isGreaterThan(100);
    link.click();
    assertThat(page.locator("sw-waterfall")).isVisible();

    page.goBack();

    assertThat(page).hasURL(Pattern.compile("function=tick"));
    page.waitForFunction("before => Math.abs(scrollY - before) < 3", before);
    link.click();
    page.locator(".crumbs a").first().click();
    assertThat(page).hasURL(Pattern.compile("function=tick"));
    assertThat(dashboard.takeComplaints())
        .as("of the function, which no worker knows")
        .allMatch(said -> said.contains("404"));
  }

  @Test
  void eightTabsShareOneStream() throws Exception {
    List<Page> pages = new ArrayList<>();
    List<String> paths = List.of(
        "/runs",
        "/runs?status=failed",
        "/runs/" + large,
        "/events",
        "/runs/" + retrying,
        "/runs?status=retrying",
        "/runs?text=x",
        "/runs/" + broken);
    for (String path : paths) {
      Page page = dashboard.page().context().newPage();
      page.navigate("http://127.0.0.1:" + proxy.port() + path);
      pages.add(page);
    }
    for (Page page : pages) {
      assertThat(page.locator(".light")).hasText("live");
    }
    await().atMost(LONG).until(() -> proxy.streams() == 1);

    Page last = pages.get(pages.size() - 1);
    button(last, "Rerun…").click();
    button(last, "Rerun").click();
    assertThat(last.locator("h1 .status.failed")).isVisible();
    assertThat(pages.get(1).locator("table.runs tbody tr")).hasCount(2);

    pages.forEach(Page::close);
    await().atMost(LONG).until(() -> proxy.streams() == 0);
    stepwell
        .runs()
        .list(new RunFilter(null, Set.of(RunStatus.FAILED), null, null, null, null), null, 10)
        .runs()
        .stream()
        .filter(run -> run.rerunOf() != null)
        .forEach(run -> forget(run.id()));
  }

  private void forget(UUID run) {
    try {
      execute("delete from stepwell.run where id = '" + run + "'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aHiddenTabFollowsNothing() {
    Page page = dashboard.open("/runs?status=failed");
    assertThat(page.locator(".light")).hasText("live");
    await().atMost(LONG).until(() -> proxy.streams() == 1);

    hide(page, true);

    await().atMost(LONG).until(() -> proxy.streams() == 0);
    hide(page, false);
    await().atMost(LONG).until(() -> proxy.streams() == 1);
    assertThat(page.locator(".light")).hasText("live");
  }

  private static void hide(Page page, boolean isHidden) {
    page.evaluate("""
        isHidden => {
          Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }""", isHidden);
  }

  @Test
  void withoutSharedWorkersTabsShareTheStreamOfOne() {
    dashboard.page().context().addInitScript("delete globalThis.SharedWorker");
    Page first = dashboard.open("/runs?status=failed");
    Page second = dashboard.page().context().newPage();
    second.navigate("http://127.0.0.1:" + proxy.port() + "/runs/" + retrying);
    assertThat(first.locator(".light")).hasText("live");
    assertThat(second.locator(".light")).hasText("live");
    await().atMost(LONG).until(() -> proxy.streams() == 1);

    first.close();

    await().atMost(LONG).until(() -> proxy.streams() == 1);
    assertThat(second.locator(".light")).hasText("live");
    second.close();
  }

  @Test
  void whatASilentServerHasShownIsCalledOld() {
    Page page = dashboard.open("/runs?status=failed");
    assertThat(page.locator(".light")).hasText("live");

    proxy.freeze();

    assertThat(page.locator(".light.stale")).containsText("s old");
    assertThat(page.locator(".staleness")).containsText("What you see may be out of date");
    proxy.thaw();
    assertThat(page.locator(".light")).hasText("live");
    assertThat(page.locator(".staleness")).hasCount(0);
    assertThat(dashboard.takeComplaints()).allMatch(said -> said.contains("Failed to load"));
  }

  @Test
  void aSilentServerIsNoticedOnPagesThatAreNotLive() {
    for (String path : List.of("/functions", "/errors", "/functions/charge-card")) {
      Page page = dashboard.open(path);
      assertThat(page.locator("h1")).isVisible();
      assertThat(page.locator(".staleness")).hasCount(0);

      proxy.freeze();

      assertThat(page.locator(".light.stale")).containsText("s old");
      assertThat(page.locator(".staleness")).containsText("The server has sent nothing");
      proxy.thaw();
      assertThat(page.locator(".staleness")).hasCount(0);
    }
    assertThat(dashboard.takeComplaints()).allMatch(said -> said.contains("Failed to load"));
  }

  @Test
  void theLightNamesTheDatabaseOnlyForItsTrouble() throws Exception {
    Page page = dashboard.open("/events");
    assertThat(page.locator(".light")).hasText("live");
    execute("alter table stepwell.event rename to away");
    try {
      assertThat(page.locator(".light")).hasText("the database does not respond");
      assertThat(page.locator(".staleness")).containsText("The database cannot do this now");
    } finally {
      execute("alter table stepwell.away rename to event");
    }
    assertThat(page.locator(".light")).hasText("live");
    assertThat(page.locator(".staleness")).hasCount(0);

    UUID gone = send("shop/order.placed", "{\"orderId\":\"o9\",\"items\":1,\"breaks\":false}");
    stepwell.await(gone, LONG);
    dashboard.open("/runs/" + gone);
    assertThat(page.locator(".light")).hasText("live");
    forget(gone);
    assertThat(page.locator(".light")).hasText("not up to date");
    assertThat(page.locator(".staleness")).containsText("There is no run " + gone);
  }

  /** Adds the connection of another viewer, unless streams of earlier tests are still counted. */
  private void openStream(List<Socket> others) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket
        .getOutputStream()
        .write("GET /api/live?watch=events HTTP/1.1\r\nHost: localhost\r\n\r\n"
            .getBytes(StandardCharsets.UTF_8));
    if (new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8)
        .endsWith("200")) {
      others.add(socket);
    } else {
      socket.close();
    }
  }

  @Test
  void aRefusedStreamSaysWhy() throws Exception {
    List<Socket> others = new ArrayList<>();
    try {
      await().atMost(LONG).until(() -> {
        openStream(others);
        return others.size() == 32;
      });
      Page page = dashboard.open("/runs?status=failed");

      assertThat(page.locator(".light")).hasText("not up to date");
      assertThat(page.locator(".staleness")).containsText("You have 32 live views open");
      close(others);
      assertThat(page.locator(".light")).hasText("live");
    } finally {
      close(others);
    }
    assertThat(dashboard.takeComplaints()).allMatch(said -> said.contains("Failed to load"));
  }

  private static void close(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void timesHaveAZoneAndMilliseconds() {
    Page page = dashboard.open("/runs/" + large);
    Locator created = page.locator(".page-head dd").nth(2);
    page.evaluate("() => localStorage.setItem('stepwell-zone', 'local')");

    assertThat(created).containsText(Pattern.compile("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} UTC"));
    page.getByLabel("Time zone").click();
    page.getByLabel("Time zone: UTC").click();
    assertThat(created).containsText(Pattern.compile("\\.\\d{3} UTC"));
  }

  @Test
  void aPayloadIsCopiedAsJson() {
    dashboard.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    stepwell.sendJson(
        "app/exact",
        "{\"exact\":12345678901234567890,\"rate\":0.12345678901234567891,\"name\":\"n\"}",
        "exact-1");
    Page page = dashboard.open("/events/exact-1");

    page.getByText("Copy JSON").click();

    page.waitForFunction(
        "() => navigator.clipboard.readText().then(text =>"
            + " text.includes('\"exact\": 12345678901234567890')"
            + " && text.includes('\"rate\": 0.12345678901234567891') && JSON.parse(text).name === 'n')");
    assertThat(page.locator("sw-payload")).containsText("12345678901234567890");
    assertThat(page.locator("sw-payload")).containsText("0.12345678901234567891");
  }

  @Test
  void nothingIsWiderThanAPhone() throws Exception {
    Page page = dashboard.page();
    page.setViewportSize(390, 844);
    for (String path : List.of(
        "/runs",
        "/runs?function=ship-order",
        "/functions",
        "/functions/notify-everybody-who-has-ever-asked-to-be-told-of-changes-of-an-order-of-this-shop",
        "/events",
        "/errors",
        "/runs/" + broken,
        "/runs/" + broken + "?step=pack:4",
        "/runs/" + retrying,
        "/runs/" + longest,
        "/runs/" + longest + "?step=" + LONG_STEP,
        "/runs?text=" + longest,
        "/events/" + LONG_ID,
        "/events?text=" + LONG_ID)) {
      dashboard.open(path);
      assertThat(page.locator("h1")).isVisible();
      assertThat(page.getByText("Loading…")).hasCount(0);
      dashboard.assertFits(path);
    }
    dashboard.open("/errors");
    assertThat(page.locator("table.errors td.says").first()).isVisible();
    assertThat(page.locator("table.errors td.says").first().boundingBox().width).isGreaterThan(250);
    dashboard.examine("errors-with-retrying");
    page.setViewportSize(390, 844);
    dashboard.open("/runs/" + broken + "?step=pack:4");
    assertThat(page.locator(".step-details")).isVisible();
  }

  /** The sticky head of a desktop and the details of a step on a phone are above what is below them. */
  @Test
  void nothingThatIsFocusedIsCovered() {
    Page page = dashboard.open("/runs?function=tick");
    assertThat(rows(page)).hasCount(50);
    page.locator(".scroll").focus();
    page.keyboard().press("Tab");
    assertThat(rows(page).first().getByRole(AriaRole.CHECKBOX)).isFocused();
    BoundingBox head = page.locator(".top").boundingBox();
    BoundingBox first = rows(page).first().getByRole(AriaRole.CHECKBOX).boundingBox();
    assertThat(first.y).isGreaterThanOrEqualTo(head.y + head.height);

    page.setViewportSize(390, 844);
    dashboard.open("/runs/" + broken + "?step=pack:4");
    assertThat(page.locator(".step-details")).isVisible();
    Locator node = page.locator(".graph button.node").last();
    node.focus();
    BoundingBox last = node.boundingBox();
    assertThat(last.y + last.height).isLessThanOrEqualTo(page.locator(".side").boundingBox().y);
  }

  @Test
  void percentagesAreNotRoundedUpAndHiddenCharactersAreNamed() {
    Page page = dashboard.open("/functions");
    assertThat(page.locator("h1")).isVisible();

    assertThat(page.evaluate("""
        () => import('/assets/format.js').then(({ percent, visible }) => [
          percent(157935, 158000), percent(999999, 1000000), percent(5, 5), percent(0, 5), percent(1, 1000000),
          visible('a\\u202Eb\\u200bc\\n'), visible('a\\nb\\u2066', { lines: true }),
        ])"""))
        .isEqualTo(List.of(
            "99.95 %",
            "> 99.99 %",
            "100 %",
            "0 %",
            "< 0.01 %",
            "a‹U+202E›b‹U+200B›c‹U+000A›",
            "a\nb‹U+2066›"));
  }
}
