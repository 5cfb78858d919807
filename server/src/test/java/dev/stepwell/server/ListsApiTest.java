package dev.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The requests of the dashboard: lists of events, many runs at once, functions and their statistics. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListsApiTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @AutoClose
  private final TestServer server = new TestServer();

  private final Stepwell stepwell = server.stepwell();
  private final TestClient client = server.client();

  private JsonNode get(String path) throws Exception {
    HttpResponse<String> response = client.get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return client.json(response);
  }

  private JsonNode post(String path, String body) throws Exception {
    HttpResponse<String> response = client.post(path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return client.json(response);
  }

  private UUID fetched(String url, RunStatus expected) throws InterruptedException {
    UUID run =
        stepwell.send(new TestsFetchWanted(url, "ghp_sesame-street")).runIds().get(0);
    assertThat(stepwell.await(run, LONG).status()).isEqualTo(expected);
    return run;
  }

  @Test
  void eventsAreListedByPagesWithWhatTheyStarted() throws Exception {
    for (int i = 0; i < 3; i++) {
      stepwell.sendJson("tests/paged", "{\"number\":" + i + ",\"apiKey\":\"k\"}", "paged-" + i);
    }

    JsonNode first = get("/api/events?name=tests/paged&limit=2");
    JsonNode second = get("/api/events?name=tests/paged&limit=2&before="
        + URLEncoder.encode(first.path("next").asText(), StandardCharsets.UTF_8));

    assertThat(first.path("events").findValuesAsText("id")).containsExactly("paged-2", "paged-1");
    assertThat(second.path("events").findValuesAsText("id")).containsExactly("paged-0");
    assertThat(second.path("next").isNull()).isTrue();
    assertThat(first.toString()).doesNotContain("\"k\"");
    UUID run = server.greet("Listed", 0);
    String event = stepwell.runs().run(run).orElseThrow().eventId();
    JsonNode listed = get("/api/events?text=" + event).path("events").path(0);
    assertThat(listed.path("runs").findValuesAsText("id")).containsExactly(run.toString());
    client.assertProblem(client.get("/api/events?before=x"), 400, "next in the previous page");
    client.assertProblem(client.get("/api/events?from=today"), 400, "2026-01-31T09:00:00Z");
  }

  @Test
  void aSearchFindsTextInPayloadsThatListsLeaveOut() throws Exception {
    String note = "x".repeat(60_000);
    stepwell.sendJson("tests/noted", "{\"note\":\"" + note + " needle-77\"}", "noted-1");
    stepwell.sendJson("tests/noted", "{\"note\":\"needle-77\"}", "noted-2");

    JsonNode first = get("/api/events?limit=1&text=NEEDLE-77");
    JsonNode all = get("/api/events?limit=200&text=needle-77");

    assertThat(first.path("events").findValuesAsText("id")).containsExactly("noted-2");
    assertThat(all.path("events").findValuesAsText("id")).containsExactly("noted-2", "noted-1");
    assertThat(all.path("events").get(1).path("dataLeftOut").asInt()).isGreaterThan(60_000);
    assertThat(all.path("unsearched").asInt()).isZero();
  }

  @Test
  void anEventWithASlashInItsIdIsFound() throws Exception {
    stepwell.sendJson("tests/slash", "{}", "orders/7");

    assertThat(get("/api/events/orders/7").path("name").asText()).isEqualTo("tests/slash");
  }

  @Test
  void namesOfEventsComeWithSchemasAndThoseWhoListen() throws Exception {
    stepwell.sendJson("tests/unheard", "{}", null);

    JsonNode names = get("/api/event-names").path("names");

    List<String> listed = new ArrayList<>();
    names.forEach(each -> listed.add(each.path("name").asText()));
    assertThat(listed)
        .contains("tests/greeting.wanted", "tests/greeting.unwanted", "tests/unheard")
        .isSorted();
    JsonNode wanted = named(names, "tests/greeting.wanted");
    assertThat(wanted.path("functions").path(0).asText()).isEqualTo("greet");
    assertThat(wanted.path("schema").path("properties").fieldNames())
        .toIterable()
        .containsExactly("name", "seconds");
    assertThat(named(names, "tests/greeting.unwanted").path("cancels").path(0).asText())
        .isEqualTo("greet");
    assertThat(named(names, "tests/unheard").path("schema").isNull()).isTrue();
  }

  private static JsonNode named(JsonNode names, String name) {
    for (JsonNode each : names) {
      if (each.path("name").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError(name + " is not among " + names);
  }

  @Test
  void manyRunsAreCountedThenCancelledThenRepeated() throws Exception {
    for (int i = 0; i < 3; i++) {
      server.greet("Many", 3_600);
    }
    String filter = "{\"event\":\"tests/greeting.wanted\",\"status\":\"waiting,queued,running\",";

    JsonNode preview = post("/api/runs/cancel", filter + "\"dryRun\":true}");
    assertThat(preview.path("matching").asInt()).isEqualTo(3);
    assertThat(preview.path("changed").asInt()).isZero();
    assertThat(preview.path("complete").asBoolean()).isTrue();
    JsonNode cancelled = post("/api/runs/cancel", filter + "\"dryRun\":false}");
    assertThat(cancelled.path("changed").asInt()).isEqualTo(3);
    assertThat(post("/api/runs/cancel", filter + "\"dryRun\":true}")
            .path("matching")
            .asInt())
        .isZero();

    UUID failed = fetched("", RunStatus.FAILED);
    JsonNode repeated =
        post("/api/runs/rerun", "{\"runs\":[\"" + failed + "\",\"" + UUID.randomUUID() + "\"]}");
    assertThat(repeated.path("changed").asInt()).isEqualTo(1);
    assertThat(stepwell.runs().newest("fetch", 1).get(0).rerunOf()).isEqualTo(failed);
  }

  private static String ids(JsonNode preview) {
    return ",\"among\":" + preview.path("runs") + "}";
  }

  @Test
  void aChangeReachesOnlyRunsThatItsDryRunHasCounted() throws Exception {
    String filter = "{\"function\":\"greet\",\"status\":\"waiting,queued,running\"";
    UUID counted = server.greet("Counted", 3_600);
    UUID gone = server.greet("Gone", 3_600);
    JsonNode preview = post("/api/runs/cancel", filter + ",\"dryRun\":true}");
    assertThat(preview.path("runs").toString()).contains(counted.toString(), gone.toString());
    UUID late = server.greet("Late", 3_600);
    stepwell.cancel(gone);

    JsonNode changed = post("/api/runs/cancel", filter + ids(preview));

    assertThat(changed.path("matching").asInt())
        .isEqualTo(preview.path("matching").asInt() - 1);
    assertThat(changed.path("changed").asInt())
        .isEqualTo(changed.path("matching").asInt());
    assertThat(changed.path("complete").asBoolean()).isTrue();
    assertThat(stepwell.runs().run(counted).orElseThrow().status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(stepwell.runs().run(late).orElseThrow().endedAt()).isNull();
    stepwell.cancel(late);
  }

  @Test
  void aRerunReachesOnlyRunsThatItsDryRunHasCounted() throws Exception {
    String filter = "{\"function\":\"fetch\",\"status\":\"failed\"";
    UUID first = fetched("", RunStatus.FAILED);
    JsonNode preview = post("/api/runs/rerun", filter + ",\"dryRun\":true}");
    UUID late = fetched("", RunStatus.FAILED);

    JsonNode changed = post("/api/runs/rerun", filter + ids(preview));

    assertThat(changed.path("changed").asInt())
        .isEqualTo(preview.path("matching").asInt());
    assertThat(stepwell.runs().newest("fetch", 50))
        .extracting(Run::rerunOf)
        .contains(first)
        .doesNotContain(late);
    JsonNode older =
        post("/api/runs/rerun", filter + ",\"dryRun\":true,\"before\":\"" + first + "\"}");
    assertThat(older.path("runs").toString()).doesNotContain(first.toString(), late.toString());
    assertThat(
            post("/api/runs/rerun", filter + ",\"among\":[]}").path("matching").asInt())
        .isZero();
    assertThat(post("/api/runs/rerun", "{\"all\":true,\"among\":[\"" + UUID.randomUUID() + "\"]}")
            .path("changed")
            .asInt())
        .isZero();
  }

  @Test
  void theRunsOfADryRunAreRunsOfAFilter() throws Exception {
    for (String body : List.of(
        "{\"runs\":[],\"among\":[]}",
        "{\"among\":[]}",
        "{\"all\":true,\"among\":\"all\"}",
        "{\"all\":true,\"among\":[7]}",
        "{\"all\":true,\"among\":[\"7\"]}",
        "{\"all\":true,\"among\":null}",
        "{\"all\":true,\"before\":\"now\"}",
        "{\"runs\":[],\"before\":\"" + UUID.randomUUID() + "\"}")) {
      client.assertProblem(client.post("/api/runs/cancel", body), 400, "");
    }
  }

  @Test
  void listsOfNothingAndCursorsOfNothingAreRefused() throws Exception {
    for (String path : List.of("/api/runs", "/api/events", "/api/limits/changes")) {
      for (String limit : List.of("0", "-1", "201", "1.5", "2147483648", "x")) {
        client.assertProblem(client.get(path + "?limit=" + limit), 400, "limit");
      }
    }
    for (String cursor : List.of(
        "/api/runs?before=%00",
        "/api/runs?before=0",
        "/api/events?before=%00",
        "/api/events?before=2026-01-31T09:00:00Z/a%00b",
        "/api/events?before=2026-01-31T09:00:00Z%00",
        "/api/events?before=%2B1000000000-12-31T23:59:59Z/a")) {
      client.assertProblem(client.get(cursor), 400, "before");
    }
    assertThat(client.get("/api/events?before=2026-01-31T09:00:00Z/%ED%A0%80").statusCode())
        .isEqualTo(200);
  }

  @Test
  void whatIsNoSetOfRunsIsRefused() throws Exception {
    client.assertProblem(
        client.post("/api/runs/cancel", "[]"),
        400,
        "must be a JSON object",
        "give {\"runs\": [ids]}");
    client.assertProblem(
        client.post("/api/runs/cancel", "{\"state\":\"failed\"}"), 400, "field state is unknown");
    client.assertProblem(
        client.post("/api/runs/rerun", "{\"runs\":\"all\"}"), 400, "a list of at most");
    client.assertProblem(
        client.post("/api/runs/rerun", "{\"runs\":[\"7\"]}"), 400, "a run's id must be a UUID");
  }

  @Test
  void runsAreFoundByEventAndTime() throws Exception {
    UUID run = fetched("https://example.org/time", RunStatus.COMPLETED);
    Instant before = stepwell.runs().run(run).orElseThrow().createdAt().minusSeconds(60);

    assertThat(get("/api/runs?event=tests/fetch.wanted&from=" + before + "&text=" + run)
            .findValuesAsText("id"))
        .contains(run.toString());
    assertThat(get("/api/runs?to=2020-01-01T00:00:00Z").path("runs")).isEmpty();
    assertThat(get("/api/runs?event=tests/none").path("runs")).isEmpty();
  }

  @Test
  void functionsAreShownWithTheirLimitsAndPaused() throws Exception {
    JsonNode function = get("/api/functions/greet");
    assertThat(function.path("retries").asInt()).isEqualTo(3);
    assertThat(function.path("workers").asInt()).isEqualTo(1);
    assertThat(function.has("replacedBy")).isTrue();
    assertThat(function.path("replacedBy").isNull()).isTrue();
    assertThat(function.path("graph").path("nodes").isArray()).isTrue();

    assertThat(post("/api/functions/greet/pause", "{}").path("pausedAt").asText())
        .isNotEmpty();
    UUID run = server.greet("Paused", 0);
    JsonNode shown = get("/api/runs/" + run);
    assertThat(shown.path("run").path("status").asText()).isEqualTo("queued");
    assertThat(shown.path("reasons").path(0).path("type").asText()).isEqualTo("paused");
    assertThat(post("/api/functions/greet/resume", "{}").path("pausedAt").isNull())
        .isTrue();

    assertThat(stepwell.await(run, LONG).status()).isEqualTo(RunStatus.COMPLETED);
    client.assertProblem(
        client.post("/api/functions/grete/pause", "{}"), 404, "there are [fetch, greet]");
  }

  @Test
  void metricsCountAndFailuresAreGrouped() throws Exception {
    fetched("https://example.org/counted", RunStatus.COMPLETED);
    UUID failed = fetched("", RunStatus.FAILED);

    JsonNode metrics = get("/api/metrics?minutes=5");
    JsonNode fetch = metrics.path("functions").path(0);
    assertThat(fetch.path("function").asText()).isEqualTo("fetch");
    assertThat(fetch.path("completed").asInt()).isPositive();
    assertThat(fetch.path("failed").asInt()).isPositive();
    assertThat(fetch.path("duration").path("p50").isNumber()).isTrue();
    assertThat(fetch.path("buckets").path(0).path("created").asInt()).isPositive();
    JsonNode group = get("/api/failures?minutes=5").path("groups").path(0);
    assertThat(group.path("step").asText()).isEqualTo("get");
    assertThat(group.path("type").asText()).endsWith("NonRetriableException");
    assertThat(group.path("lastMessage").asText()).isEqualTo("there is no address");
    assertThat(group.path("lastRuns").toString()).contains(failed.toString());
    assertThat(get("/api/workers").path(0).path("alive").asBoolean()).isTrue();
    client.assertProblem(client.get("/api/metrics?minutes=0"), 400, "from 1 to 44640");
  }

  @Test
  void aSecretIsNotEvenShownWhereAnErrorQuotesIt() throws Exception {
    UUID run = fetched("leak", RunStatus.FAILED);

    for (String path : List.of(
        "/api/runs/" + run, "/api/runs?text=" + run, "/api/failures", "/api/events?limit=200")) {
      assertThat(get(path).toString()).as(path).contains("•••").doesNotContain("sesame");
    }
  }

  @Test
  void whatIsLargeIsShownOnRequest() throws Exception {
    UUID run = fetched("https://example.org/" + "x".repeat(100_000), RunStatus.COMPLETED);

    JsonNode shown = get("/api/runs/" + run);

    assertThat(shown.path("output").isNull()).isTrue();
    assertThat(shown.path("outputLeftOut").asInt()).isGreaterThan(100_000);
    assertThat(shown.path("event").path("dataLeftOut").asInt()).isGreaterThan(100_000);
    assertThat(shown.path("steps").path(0).path("resultLeftOut").asInt()).isGreaterThan(100_000);
    assertThat(get("/api/runs/" + run + "/output").path("output").path("url").asText())
        .hasSizeGreaterThan(100_000);
    assertThat(get("/api/runs/" + run + "/steps/get").path("result").path("url").asText())
        .hasSizeGreaterThan(100_000);
    client.assertProblem(client.get("/api/runs/" + run + "/steps/put"), 404, "has no step put");
  }

  @Test
  void theDashboardIsServedWithWhatItNeedsAndNothingElse() throws Exception {
    for (String path : List.of("/", "/runs", "/runs/7", "/functions/a/b", "/events/x", "/errors")) {
      HttpResponse<String> page = client.get(path);
      assertThat(page.statusCode()).as(path).isEqualTo(200);
      assertThat(page.body()).contains("<base href=\"/\">", "<sw-app>");
      assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("'sha256-")
          .doesNotContain("unsafe");
    }
    HttpResponse<String> lit = client.get("/assets/webjars/lit/index.js");
    assertThat(lit.statusCode()).isEqualTo(200);
    assertThat(lit.headers().firstValue("Content-Type").orElse("")).startsWith("text/javascript");
    String tag = lit.headers().firstValue("ETag").orElseThrow();
    assertThat(client.get("/assets/webjars/lit/index.js", "If-None-Match", tag).statusCode())
        .isEqualTo(304);
    for (String path : List.of(
        "/assets/none.js",
        "/assets/../openapi.json",
        "/assets/webjars/lit/package.json",
        "/assets/webjars/jquery/jquery.js",
        "/assets/views/",
        "/assets/%2e%2e/openapi.json")) {
      assertThat(client.get(path).statusCode()).as(path).isGreaterThanOrEqualTo(400);
    }
  }
}
