package dev.stepwell.inngest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.inngest.events.ServerException;
import dev.stepwell.inngest.flows.Approval;
import dev.stepwell.inngest.flows.Calls;
import dev.stepwell.inngest.flows.DurableEndpointFlows;
import dev.stepwell.inngest.wire.EndpointReply;
import dev.stepwell.inngest.wire.EndpointRequest;
import dev.stepwell.inngest.wire.WireJson;
import dev.stepwell.runtime.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server whose API answers with an error, closes the connection (0), or says something else. */
class ServerFailuresTest {
  private final Calls calls = new Calls();
  private final StandIn api = new StandIn();
  private final InngestSettings settings = InngestSettings.dev("demo", api.origin());
  private final InngestEndpoint endpoint =
      InngestEndpoint.of(settings, new DurableEndpointFlows(calls));

  @AfterEach
  void stop() {
    endpoint.close();
    api.close();
  }

  private EndpointReply request(String method, ObjectNode body) {
    return endpoint.handle(new EndpointRequest(
        method,
        "https://app.example/api/inngest",
        Map.of("fnId", "demo-looped", "stepId", "step"),
        Map.of(),
        WireJson.bytes(body)));
  }

  private static ObjectNode call() {
    ObjectNode body = WireJson.object().put("version", 2);
    body.putObject("ctx")
        .put("run_id", "01M85AJQE419RT514RF19FZFCJ")
        .put("fn_id", "067e5e07-ff80-503e-aef4-821c46eb1f70")
        .put("qi_id", "cWk=");
    body.putObject("event").put("name", "demo/looped").putObject("data").put("times", 3);
    return body;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 301, 400, 401, 404, 409, 413, 429, 500, 503})
  void withoutItsStateNothingRunsAndTheCallIsRetried(int status) {
    api.status = status;

    EndpointReply reply = request("POST", call().put("use_api", true));

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.headers()).containsEntry("x-inngest-no-retry", "false");
    assertThat(calls.made()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "7", "[]", "{}", "{\"error\":\"not now\"}", "<html>"})
  void aStateOfAnotherFormIsNoState(String answer) {
    api.answer = answer.getBytes(StandardCharsets.UTF_8);

    EndpointReply reply = request("POST", call().put("use_api", true));

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.headers()).containsEntry("x-inngest-no-retry", "false");
    assertThat(calls.made()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 301, 400, 401, 413, 429, 500, 503})
  void anOutcomeThatIsNotStoredIsReturnedAndTheCallEnds(int status) {
    api.status = status;

    EndpointReply reply = request("POST", call());

    assertThat(reply.status()).isEqualTo(206);
    assertThat(WireJson.own(new String(reply.body(), StandardCharsets.UTF_8)))
        .singleElement()
        .satisfies(op -> assertThat(op.path("op").asText()).isEqualTo("StepRun"));
    assertThat(calls.made()).containsExactly("again 0");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 301, 400, 401, 409, 413, 500})
  void aRefusedRegistrationIsReported(int status) {
    api.status = status;
    api.answer = "{\"error\":\"invalid cron\"}".getBytes(StandardCharsets.UTF_8);

    EndpointReply reply = request("PUT", WireJson.object().put("url", "http://app"));

    assertThat(reply.status()).isEqualTo(500);
    assertThat(WireJson.own(new String(reply.body(), StandardCharsets.UTF_8)).path("modified"))
        .isEqualTo(WireJson.own("false"));
    assertThatThrownBy(() -> endpoint.register("http://app")).isInstanceOf(ServerException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 401, 403, 404, 409, 413})
  void refusedEventsAreReportedAndNotRepeated(int status) {
    api.status = status;

    assertThatThrownBy(() -> InngestEventSender.of(settings).send(new Approval("a", "b")))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.isPassing()).isFalse())
        .hasMessageContaining(Integer.toString(status));
    assertThat(api.received()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 401, 500})
  void aRunThatCannotBeCancelledIsReported(int status) {
    api.status = status;

    assertThatThrownBy(() -> InngestEventSender.of(settings).cancel(UUID.randomUUID()))
        .isInstanceOf(StoreException.class);
  }
}
