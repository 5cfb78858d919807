package dev.stepwell.inngest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.stepwell.inngest.flows.Calls;
import dev.stepwell.inngest.flows.DurableBreakfast;
import dev.stepwell.inngest.flows.DurableEndpointFlows;
import dev.stepwell.inngest.testserver.ServerRun;
import dev.stepwell.inngest.testserver.TestInngestServer;
import dev.stepwell.inngest.wire.EndpointReply;
import dev.stepwell.inngest.wire.EndpointRequest;
import dev.stepwell.inngest.wire.Ulid;
import dev.stepwell.inngest.wire.WireJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs on a server in memory, over HTTP: the outcome of each function, and its number of calls. */
class ScenariosTest {
  private static final Duration SOON = Duration.ofHours(3);

  private final Calls calls = new Calls();
  private final TestInngestServer server = new TestInngestServer();
  private HttpServer http;
  private InngestEndpoint endpoint;

  @BeforeEach
  void start() throws IOException {
    endpoint = InngestEndpoint.of(
        InngestSettings.dev("demo", server.origin()).withoutCheckpoints(),
        new DurableEndpointFlows(calls),
        new DurableBreakfast(calls));
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/api/inngest", endpoint.handler());
    http.start();
    server.sync("http://127.0.0.1:" + http.getAddress().getPort() + "/api/inngest");
  }

  @AfterEach
  void stop() {
    http.stop(0);
    endpoint.close();
    server.close();
  }

  private ServerRun run(String name, ObjectNode data) {
    server.send("demo/" + name, data);
    server.advance(SOON);
    return server.run("demo-" + name.replace('.', '-'));
  }

  private static ObjectNode data() {
    return WireJson.object();
  }

  private static void assertCompleted(ServerRun run, String json) {
    assertThat(run.status).isEqualTo("Completed");
    assertThat(run.result).isEqualTo(WireJson.own(json));
  }

  @Test
  void stepsOneAfterTheOtherAndASleep() {
    ServerRun run = run("basic", data().put("who", "w"));

    assertCompleted(run, "{\"a\":{\"a\":1,\"who\":\"w\"},\"b\":2,\"c\":\"c2\"}");
    assertThat(calls.made()).containsExactly("one", "two");
    assertThat(run.calls).isEqualTo(4);
    assertThat(run.version).isEqualTo(2);
  }

  /** As the conformance suite of the server does, which takes the functions from the endpoint. */
  @Test
  void aDevelopmentServerMayAskForTheFunctions() {
    String url = "http://127.0.0.1:" + http.getAddress().getPort() + "/api/inngest";
    EndpointReply reply = endpoint.handle(new EndpointRequest(
        "PUT",
        url,
        Map.of(),
        Map.of("x-inngest-sync-kind", "in_band"),
        WireJson.bytes(WireJson.object().put("url", "http://127.0.0.1:9"))));

    JsonNode json = WireJson.own(new String(reply.body(), StandardCharsets.UTF_8));
    assertThat(json.path("functions")).isNotEmpty();
    assertThat(json.path("functions").get(0).at("/steps/step/runtime/url").asText())
        .startsWith("http://127.0.0.1:9?fnId=demo-");
    assertThat(server.registrations).as("those of the set-up").hasSize(1);
  }

  @Test
  void aStepIsTriedAgainAfterTheTimeThatItAsksFor() {
    ServerRun run = run("retry", data());

    assertCompleted(run, "\"ok after 3 1\"");
    assertThat(server.replies.get(0).headers().firstValue("retry-after")).hasValue("1");
    assertThat(server.replies.get(0).headers().firstValue("x-inngest-no-retry")).hasValue("false");
  }

  @Test
  void aFinalFailureOfAStepFailsTheRunAndStartsItsFailureFunction() {
    ServerRun run = run("nonretriable", data().put("q", 1));

    assertThat(run.status).isEqualTo("Failed");
    assertThat(run.result.path("name").asText()).isEqualTo("dev.stepwell.NonRetriableException");
    assertThat(run.result.path("message").asText()).isEqualTo("never again");
    assertThat(calls.made())
        .containsExactly(
            "doomed",
            "failure of nonretriable 1 in doomed after 1: dev.stepwell.NonRetriableException never again");
  }

  private List<Integer> statuses() {
    return server.replies.stream().map(HttpResponse::statusCode).toList();
  }

  @Test
  void aBodyThatThrowsIsRetriedAsOftenAsAStep() {
    ServerRun run = run("body", data().put("kind", "plain"));

    assertThat(run.status).isEqualTo("Failed");
    assertThat(run.result.path("message").asText()).isEqualTo("body boom");
    assertThat(run.result.path("name").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(calls.made()).containsExactly("before");
    assertThat(statuses()).containsExactly(206, 500, 500, 500, 400);
  }

  @Test
  void aBodyThatMustNotBeRetriedFailsTheRunAtOnce() {
    ServerRun run = run("body", data().put("kind", "final"));

    assertThat(run.status).isEqualTo("Failed");
    assertThat(run.result.path("name").asText()).isEqualTo("dev.stepwell.NonRetriableException");
    assertThat(statuses()).containsExactly(206, 400);
  }

  /** As the conformance suite of the server demands, which knows "Error" only. */
  @Test
  void aBodyThatThrowsOnceCompletesTheRunLater() {
    ServerRun run = run("unsteady", data().put("failures", 1));

    assertCompleted(run, "\"ok after 1\"");
    assertThat(calls.made()).containsExactly("before", "body", "body");
    assertThat(statuses()).containsExactly(206, 500, 200);
    HttpResponse<byte[]> failed = server.replies.get(1);
    assertThat(failed.headers().firstValue("retry-after").map(Integer::parseInt).orElseThrow())
        .as("the backoff of the function, with its jitter")
        .isBetween(8, 12);
    JsonNode error = WireJson.own(new String(failed.body(), StandardCharsets.UTF_8));
    assertThat(error.path("name").asText()).isEqualTo("Error");
    assertThat(error.path("stack").asText()).startsWith("java.lang.IllegalStateException");
  }

  @Test
  void aFlowCatchesTheFailureOfAStepWhoseAttemptsAreUsedUp() {
    ServerRun run = run("caught", data());

    assertCompleted(run, "\"risky 2 no true\"");
    assertThat(calls.made()).containsExactly("risky", "risky");
  }

  @Test
  void parallelStepsArePlannedAndExecutedOneByOne() {
    ServerRun run = run("parallel", data());

    assertCompleted(run, "[1,2,3]");
    assertThat(run.calls).isEqualTo(5);
  }

  @Test
  void differentKindsOfStepsAreFoundTogether() {
    ServerRun run = run("parallel.mixed", data());

    assertCompleted(run, "[\"1\",\"slept\",\"nobody\",\"8\"]");
    assertThat(calls.made()).containsExactly("p1");
  }

  @Test
  void eachStepOfParallelChainsRunsOnce() {
    ServerRun run = run("chains", data().put("width", 5).put("parallelism", 32));

    assertCompleted(run, "20");
    assertThat(calls.made()).doesNotHaveDuplicates().hasSize(11);
  }

  @Test
  void aServerOfAnEarlierVersionLooksAfterEachBranch() {
    server.firstVersion = 1;

    ServerRun run = run("chains", data().put("width", 3).put("parallelism", 32));

    assertCompleted(run, "6");
    assertThat(calls.made()).doesNotHaveDuplicates().hasSize(7);
    assertThat(server.replies)
        .allSatisfy(reply ->
            assertThat(reply.headers().firstValue("x-inngest-req-version")).hasValue("1"));
  }

  @Test
  void oneIdInALoopIsNumbered() {
    ServerRun run = run("looped", data().put("times", 4));

    assertCompleted(run, "[0,1,2,3]");
    assertThat(run.calls).as("a call per step, and one for the end").isEqualTo(5);
    assertThat(calls.made()).containsExactly("again 0", "again 1", "again 2", "again 3");
  }

  @Test
  void anotherFunctionIsInvoked() {
    assertCompleted(run("parent", data().put("n", 21)), "\"child said 42\"");
  }

  @Test
  void aResultThatIsTheTextOfAnObjectStaysAText() {
    assertCompleted(run("quoted", data().put("text", "{\"a\":1}")), "\"it said {\\\"a\\\":1}\"");
  }

  @Test
  void aResultThatAServerWouldNotStoreFailsTheStep() {
    int limit = 4 * 1024 * 1024;

    assertThat(run("large", data().put("size", limit - 20).put("of", "x")).status)
        .isEqualTo("Completed");
    server.send("demo/large", data().put("size", limit / 6).put("of", "<"));
    server.advance(SOON);

    ServerRun escaped = server.runs.get(1);
    assertThat(escaped.status).isEqualTo("Failed");
    assertThat(escaped.result.path("message").asText())
        .contains("the result of step fill", "4194304");
  }

  @Test
  void aFailureOfTheInvokedFunctionIsCaught() {
    assertCompleted(
        run("parent", data().put("n", -1)),
        "\"child failed: dev.stepwell.NonRetriableException negative\"");
  }

  /** The function belongs to a class that is not registered here. */
  @Test
  void anUnknownFunctionFailsItsInvocation() {
    assertCompleted(
        run("stranger", data()), "\"ask: could not find function with ID: demo-alone\"");
  }

  @Test
  void aSleepEndsAtItsTime() {
    Instant time = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
    ServerRun run = run("later", data().put("time", time.toString()));

    assertCompleted(run, "\"after " + time + "\"");
    assertThat(run.calls).as("the past needs no call").isEqualTo(3);
  }

  @Test
  void anEventEndsAWaitThatItMatches() {
    server.send("demo/waiter", data().put("id", "o'\"1"));
    server.advance(Duration.ofSeconds(1));
    server.send("demo/approval", data().put("id", "other").put("by", "eve"));
    server.send("demo/approval", data().put("id", "o'\"1").put("by", "ann"));
    server.advance(Duration.ofSeconds(1));

    assertCompleted(server.run("demo-waiter"), "\"ann\"");
  }

  /** A server compares escapes in a text as they are written. */
  @Test
  void aWaitMatchesTextsWithQuotes() {
    List<String> ids = List.of("a'b", "a\"b", "\"'\"", "'\"\"x", "ü€ 😀");
    ids.forEach(id -> server.send("demo/waiter", data().put("id", id)));
    server.advance(Duration.ofSeconds(1));
    ids.forEach(id -> server.send("demo/approval", data().put("id", id).put("by", "by " + id)));
    server.advance(Duration.ofSeconds(1));

    assertThat(server.runs.stream().map(run -> run.result.asText()))
        .containsExactlyElementsOf(ids.stream().map(id -> "by " + id).toList());
  }

  @Test
  void aWaitThatNoServerCanMatchFails() {
    ServerRun run = run("waiter", data().put("id", "a\\b"));

    assertThat(run.status).isEqualTo("Failed");
    assertThat(run.result.path("message").asText()).contains("wait-ok", "id", "a backslash");
  }

  @Test
  void aWaitEndsWithItsTimeout() {
    assertCompleted(run("waiter", data().put("id", "x")), "\"nobody\"");
  }

  @Test
  void eventsAreSentOnceUnderTheirOwnIds() {
    ServerRun run = run("sender", data().put("id", "s1"));

    assertThat(run.status).isEqualTo("Completed");
    List<String> ids =
        IntStream.range(0, 3).mapToObj(i -> run.result.get(i).asText()).toList();
    assertThat(server.events.stream()
            .filter(event -> event.path("name").asText().equals("demo/approval"))
            .map(event -> event.path("id").asText()))
        .containsExactlyElementsOf(ids);
  }

  @Test
  void aServerThatTakesNoEventsIsAskedAgainLater() {
    server.eventStatus = 401;
    ServerRun run = run("sender", data().put("id", "s1"));

    assertThat(run.status).isEqualTo("Failed");
    assertThat(run.result.path("message").asText()).contains("status 401");
  }

  @Test
  void runsAreCancelledByMatchAndByCondition() {
    server.send("demo/cancellable", data().put("id", "a").put("kind", "k"));
    server.send("demo/cancellable", data().put("id", "b").put("kind", "k"));
    server.send("demo/cancellable", data().put("id", "c").put("kind", "k"));
    server.advance(Duration.ofMinutes(1));

    server.send("demo/cancel", data().put("id", "a"));
    server.send("demo/cancel-all", data().put("of", "b"));
    server.send("demo/cancel", data());
    server.advance(Duration.ofMinutes(1));

    assertThat(server.runs.stream().map(run -> run.status))
        .containsExactly("Cancelled", "Cancelled", "Running");
    server.advance(Duration.ofHours(2));
    assertThat(server.runs.get(2).status).isEqualTo("Cancelled");
  }

  @Test
  void aRunIsCancelledOnceByItsId() {
    InngestEventSender sender = InngestEventSender.of(InngestSettings.dev("demo", server.origin()));
    server.send("demo/cancellable", data().put("id", "a").put("kind", "k"));
    server.advance(Duration.ofMinutes(1));
    ServerRun run = server.run("demo-cancellable");

    assertThat(sender.cancel(Ulid.toUuid(run.id))).isTrue();
    server.advance(Duration.ZERO);

    assertThat(run.status).isEqualTo("Cancelled");
    assertThat(sender.cancel(Ulid.toUuid(run.id))).isFalse();
  }

  @Test
  void conditionsAndIdempotencyDecideWhatStarts() {
    server.send("demo/cancellable", data().put("id", "a").put("kind", "skip"));
    server.send("demo/cancellable", data().put("id", "xa").put("kind", "k"));
    server.send("demo/cancellable", data().put("id", "a"));
    server.send("demo/cancellable", data().put("id", "a").put("kind", "k"));
    server.send("demo/cancellable", data().put("id", "a").put("kind", "j"));
    server.advance(Duration.ofMinutes(1));

    assertThat(server.runs).hasSize(1);
  }

  @Test
  void aTickOfTheServersClockIsATickOfTheFunction() {
    ServerRun run = server.tick("demo-clocked", Instant.parse("2026-11-23T08:00:00Z"));
    server.advance(SOON);

    assertCompleted(run, "\"clocked at 2026-11-23T08:00:00Z\"");
  }

  @Test
  void aFailedTickIsReportedWithItsTime() {
    server.tick("demo-clocked-badly", Instant.parse("2026-11-23T03:00:00Z"));
    server.advance(SOON);

    assertThat(calls.made()).containsExactly("no time: clocked-badly at 2026-11-23T03:00:00Z");
  }

  /** As the dashboard of the server does. */
  @Test
  void aFunctionOfAScheduleIsStartedByHand() {
    Instant time = Instant.parse("2026-11-23T08:12:13.456Z");
    ObjectNode body = data().put("version", 2);
    body.putObject("ctx").put("run_id", "01M85AJQE419RT514RF19FZFCJ");
    body.putObject("event")
        .put("name", "inngest/function.invoked")
        .put("ts", time.toEpochMilli())
        .putObject("data");

    EndpointReply reply = endpoint.handle(new EndpointRequest(
        "POST", "http://x", Map.of("fnId", "demo-clocked"), Map.of(), WireJson.bytes(body)));

    JsonNode step =
        WireJson.own(new String(reply.body(), StandardCharsets.UTF_8)).get(0);
    assertThat(step.path("data").asText()).isEqualTo("clocked at " + time);
  }

  @Test
  void timeAndIdsStayTheSame() {
    ServerRun run = run("known", data());

    assertCompleted(run, "\"same " + Ulid.toUuid(run.id) + "\"");
  }

  @Test
  void numbersThatTheCanonicalFormWouldChangeComeBackAsTheyWere() {
    assertCompleted(run("numbers", data()), "\"9007199254740993 0.12345678901234567890\"");
  }

  @Test
  void aGraphRunsItsNodesInParallel() {
    ServerRun run = run("breakfast", data().put("ml", 200).put("bread", "rye"));

    assertCompleted(run, "{\"says\":\"200 ml and rye\"}");
    assertThat(calls.made()).containsExactlyInAnyOrder("water", "toast", "table");
  }

  @Test
  void stateThatIsTooLargeForACallIsLoaded() {
    server.usesApi = true;

    assertCompleted(
        run("basic", data().put("who", "w")),
        "{\"a\":{\"a\":1,\"who\":\"w\"},\"b\":2,\"c\":\"c2\"}");
  }

  @Test
  void aSleepThatNoServerTakesFailsTheRun() {
    ServerRun run = run("slow", data().put("days", 400));

    assertThat(run.status).isEqualTo("Failed");
    assertThat(run.result.path("message").asText()).contains("very-long", "400 days", "366");
  }

  @Test
  void aStoredResultThatNoLongerFitsFailsTheRun() {
    server.send("demo/basic", data().put("who", "w"));
    server.advance(Duration.ZERO);
    ServerRun run = server.run("demo-basic");
    run.steps.replaceAll((id, memo) -> WireJson.own("{\"data\":\"text\"}"));
    server.advance(SOON);

    assertThat(run.status).isEqualTo("Failed");
    assertThat(run.result.path("name").asText()).isEqualTo("dev.stepwell.ChangedCodeException");
  }
}
