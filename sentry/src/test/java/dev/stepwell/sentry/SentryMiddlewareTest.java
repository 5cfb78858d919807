package dev.stepwell.sentry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.runtime.SendOptions;
import dev.stepwell.testing.TestRun;
import dev.stepwell.testing.TestStepwell;
import io.sentry.ITransaction;
import io.sentry.Sentry;
import io.sentry.TransactionOptions;
import io.sentry.protocol.User;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the real SDK of Sentry sends of runs. */
class SentryMiddlewareTest {
  private EnvelopeServer sentry;
  private TestStepwell stepwell;

  @BeforeEach
  void start() throws Exception {
    sentry = new EnvelopeServer();
    Sentry.init(options -> {
      options.setDsn(sentry.dsn());
      options.setTracesSampleRate(1.0);
      options.addInAppInclude("dev.stepwell.sentry");
    });
    stepwell = TestStepwell.builder()
        .middleware(SentryMiddleware.create()
            .dashboard("https://ops.example.org/stepwell/")
            .user(run -> {
              User user = new User();
              user.setId(run.event().headers().get("customer"));
              return user;
            }))
        .register(new DurableSentryFlows())
        .build();
  }

  @AfterEach
  void stop() {
    Sentry.close();
    sentry.close();
  }

  private TestRun fail(boolean caught) {
    TestRun run = stepwell.send(
        new SentryCardGiven("o1", "DE89370400440532013000", caught),
        SendOptions.header("customer", "ada"));
    stepwell.advance(Duration.ofDays(2));
    return stepwell.advanceToEnd(run);
  }

  private List<EnvelopeServer.Item> flushed(String type) {
    Sentry.flush(20_000);
    return sentry.ofType(type);
  }

  @Test
  void aRunThatFailsIsReportedOnceWithWhatLedToIt() {
    TestRun run = fail(false);

    List<EnvelopeServer.Item> events = flushed("event");
    assertThat(events).hasSize(1);
    JsonNode event = events.get(0).payload();
    assertThat(event.at("/tags/stepwell.function").asText()).isEqualTo("charge-card");
    assertThat(event.at("/tags/stepwell.run").asText()).isEqualTo(run.id().toString());
    assertThat(event.at("/tags/stepwell.step").asText()).isEqualTo("book");
    assertThat(event.at("/tags/stepwell.attempt").asText()).isEqualTo("3");
    assertThat(event.at("/contexts/stepwell/dashboard").asText())
        .isEqualTo("https://ops.example.org/stepwell/runs/" + run.id());
    assertThat(event.at("/user/id").asText()).isEqualTo("ada");
    assertThat(event.at("/exception/values/1/type").asText()).isEqualTo("IOException");
    assertThat(event.at("/exception/values/1/module").asText()).isEqualTo("java.io");
    assertThat(event.at("/exception/values/0/type").asText()).isEqualTo("IllegalStateException");
    assertThat(event.at("/exception/values/1/stacktrace/frames").toString())
        .contains("\"module\":\"dev.stepwell.sentry.SentryFlows\"");
    assertThat(event.at("/breadcrumbs").findValuesAsText("message"))
        .filteredOn(message -> message.contains("of step book failed"))
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"false, AssertionError", "true, NoClassDefFoundError"})
  void anErrorIsReportedAsAnExceptionIs(boolean inStep, String type) {
    stepwell.send(new SentryCardChecked("o9", inStep));

    List<EnvelopeServer.Item> events = flushed("event");
    assertThat(events).hasSize(1);
    assertThat(events.get(0).payload().at("/exception/values").findValuesAsText("type"))
        .contains(type);
    JsonNode execution = flushed("transaction").get(0).payload();
    assertThat(execution.at("/contexts/trace/status").asText()).isEqualTo("internal_error");
  }

  @Test
  void noSecretLeavesTheProcess() {
    fail(false);

    for (EnvelopeServer.Item event : flushed("event")) {
      assertThat(event.text())
          .contains("the bank refuses •••")
          .doesNotContain("DE89370400440532013000")
          .doesNotContain("tok-4711");
    }
    flushed("transaction")
        .forEach(item -> assertThat(item.text()).doesNotContain("DE89", "tok-4711"));
  }

  private void assertOneEvent(String shown, String... secrets) {
    List<EnvelopeServer.Item> events = flushed("event");
    assertThat(events).hasSize(1);
    assertThat(events.get(0).text()).contains(shown).doesNotContain(secrets);
  }

  @Test
  void argumentsThatAreSecretByTheirParameterAreMasked() {
    TestRun run = stepwell.send(new SentryCardLost("o3"));
    stepwell.advanceToEnd(run).assertFailed();

    assertOneEvent("cannot block ••• of •••", "pin-0815", "owner-o3");
    assertThat(flushed("event").get(0).payload().at("/breadcrumbs").findValuesAsText("message"))
        .anyMatch(message -> message.contains("of step block failed"));
  }

  @Test
  void secretsOfAllEventsOfABatchAreMasked() {
    stepwell.send(new SentryCardCounted("IBAN-FIRST"));
    stepwell.send(new SentryCardCounted("IBAN-SECOND"));

    assertOneEvent("too many of", "IBAN-FIRST", "IBAN-SECOND");
  }

  @Test
  void secretsOfAwaitedEventsAndInvokedFunctionsAreMasked() {
    stepwell.send(new SentryCardAwaited("o4"));
    stepwell.send(new SentryCardArrived("o4", "IBAN-ARRIVED"));

    assertOneEvent("no use for ••• in •••", "IBAN-ARRIVED", "tok-invoked");
  }

  @Test
  void othersMembersOfTheBaggageStay() {
    TestStepwell traced = TestStepwell.builder()
        .middleware(SentryMiddleware.create())
        .register(new DurableSentryFlows())
        .build();
    ITransaction request = Sentry.startTransaction("POST /orders", "http.server", bound());
    String before = "tenant=acme;shown, sentry-trace_id=0, empty=";
    TestRun run = traced.send(
        new SentryCardRefused("o5"),
        SendOptions.header("baggage", before).andHeader("sentry-trace", "0"));
    request.finish();

    assertThat(requireNonNull(run.headers().get("baggage")).split(",", -1))
        .contains(
            "tenant=acme;shown",
            "empty=",
            "sentry-trace_id=" + request.getSpanContext().getTraceId())
        .doesNotContain("sentry-trace_id=0");
  }

  private static TransactionOptions bound() {
    TransactionOptions bound = new TransactionOptions();
    bound.setBindToScope(true);
    return bound;
  }

  @Test
  void whatAFlowCatchesIsNoFailureOfTheRun() {
    fail(true).assertCompleted("gave up");

    assertThat(flushed("event")).isEmpty();
  }

  @Test
  void aFlowThatThrowsIsReportedWithoutAStep() {
    stepwell.send(new SentryCardRefused("o2"));

    List<EnvelopeServer.Item> events = flushed("event");
    assertThat(events).hasSize(1);
    assertThat(events.get(0).payload().at("/tags").has("stepwell.step")).isFalse();
    assertThat(events.get(0).payload().at("/exception/values/0/value").asText())
        .isEqualTo("no card for o2");
  }

  @Test
  void aFailureIsReportedIfItsUserIsUnknown() {
    TestStepwell failing = TestStepwell.builder()
        .middleware(SentryMiddleware.create().user(run -> {
          throw new IllegalStateException("no customer");
        }))
        .register(new DurableSentryFlows())
        .build();
    failing.send(new SentryCardRefused("o6"));

    List<EnvelopeServer.Item> events = flushed("event");
    assertThat(events).hasSize(1);
    assertThat(events.get(0).payload().at("/exception/values/0/value").asText())
        .isEqualTo("no card for o6");
  }

  @Test
  void whatTheLogReportsOfARunIsNotASecondEvent() {
    try (LoggedToSentry log = new LoggedToSentry()) {
      stepwell.send(new SentryCardRefused("o7"));
      log.report("Something else", "app.Orders");

      assertThat(log.messages()).anyMatch(message -> message.contains("no card for o7"));
      assertThat(flushed("event"))
          .extracting(event -> event.payload().at("/logger").asText())
          .containsExactlyInAnyOrder("", "app.Orders");
    }
  }

  @Test
  void whatTheLogReportsOfOtherRunsIsAnEvent() {
    try (LoggedToSentry log = new LoggedToSentry()) {
      TestStepwell.builder()
          .register(new DurableSentryFlows())
          .build()
          .send(new SentryCardRefused("o8"));

      assertThat(flushed("event")).hasSize(1);
      assertThat(log.messages()).hasSize(1);
    }
  }

  @Test
  void repetitionsOfAStepHaveOneDescription() {
    stepwell.send(new SentryCardsUnsorted("o9"));

    assertThat(flushed("transaction").get(0).payload().at("/spans").findValuesAsText("description"))
        .containsExactly("place", "place");
    assertThat(flushed("transaction").get(0).text()).contains("\"stepwell.step\":\"place:1\"");
  }

  @Test
  void eachExecutionIsATransactionInTheTraceOfTheSender() {
    ITransaction request = Sentry.startTransaction("POST /orders", "http.server", bound());
    fail(true);
    request.finish();

    List<EnvelopeServer.Item> transactions = flushed("transaction");
    assertThat(transactions).hasSizeGreaterThan(2);
    assertThat(transactions)
        .extracting(item -> item.payload().at("/contexts/trace/trace_id").asText())
        .containsOnly(request.getSpanContext().getTraceId().toString());
    assertThat(transactions)
        .extracting(item -> item.payload().at("/transaction").asText())
        .contains("charge-card");
    assertThat(transactions.toString())
        .contains("\"op\":\"stepwell.step\"", "\"description\":\"book\"");
  }
}
