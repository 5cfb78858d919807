package dev.stepwell.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.testing.flows.ClaimsDesk;
import dev.stepwell.testing.flows.DurablePaymentFlows;
import dev.stepwell.testing.flows.DurableTrips;
import dev.stepwell.testing.flows.Functions;
import dev.stepwell.testing.flows.PassportChecked;
import dev.stepwell.testing.flows.PaymentFlows;
import dev.stepwell.testing.flows.StepsOfTrips;
import dev.stepwell.testing.flows.Trips.Itinerary;
import dev.stepwell.testing.flows.TripsAgainWanted;
import dev.stepwell.testing.flows.TripsPaymentWanted;
import dev.stepwell.testing.flows.TripsTripWanted;
import dev.stepwell.testing.flows.TripsUpgradeWanted;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The messages when a test's expectation fails. */
class MessagesTest {
  private static final ClaimsDesk DESK = new ClaimsDesk() {
    @Override
    public String reserve(String traveller, String city) {
      return city;
    }

    @Override
    public void release(String traveller) {}
  };

  private final TestStepwell stepwell = TestStepwell.of(new DurableTrips(DESK));

  private TestRun send(String... cities) {
    return stepwell.send(new TripsTripWanted("ann", List.of(cities)));
  }

  @Test
  void aRunThatWaitsSaysForWhat() {
    TestRun run = send("Rome");

    assertThatThrownBy(run::assertCompleted)
        .isInstanceOf(AssertionError.class)
        .hasMessage("""
        the run is not completed:
          run %s of book-trip: waiting
          now: 2026-01-01T00:00:00Z
          step reserve: completed with "Rome"
          step sleep-on-it: waiting
          it sleeps in sleep-on-it until 2026-01-02T00:00:00Z (in 24h)""".formatted(run.id()));
    stepwell.advance(Duration.ofDays(1));
    assertThat(run)
        .asString()
        .endsWith(
            "it waits in passport for an event trips/passport.checked with {\"traveller\":\"ann\"}"
                + " until 2026-01-09T00:00:00Z (in 168h)");
  }

  @Test
  void aRunThatWaitsForAnAttemptSaysForWhich() {
    stepwell.fail(StepsOfTrips.RESERVE, new IOException("busy"));

    assertThat(send("Rome"))
        .asString()
        .contains("step reserve: retrying by java.io.IOException: busy")
        .endsWith(
            "it waits for attempt 2 of reserve, which is due at 2026-01-01T00:00:01Z (in 1s)");
  }

  @Test
  void aRunThatWaitsForAFunctionThatIsNotRegisteredSaysSo() {
    TestRun run = send("Rome");
    stepwell.advance(Duration.ofDays(1));
    stepwell.send(new PassportChecked("ann", true));

    assertThat(run)
        .asString()
        .contains("it waits in pay for run " + run.invoked().get(0).id() + " of pay: queued")
        .endsWith(
            "the function pay is not registered: add a new DurablePaymentFlows(…) to"
                + " TestStepwell.of(…), or replace the function: stepwell.replace(Functions.PAY, event -> …)");
  }

  @Test
  void anEventThatStartsNothingSaysWhatIsRegistered() {
    TestRun none = stepwell.send(new PassportChecked("ann", true));

    assertThatThrownBy(none::assertCompleted)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(
            "the event trips/passport.checked {\"traveller\":\"ann\",\"valid\":true} has"
                + " started no run: it starts no registered function; the registered functions are book-trip (on"
                + " trips/trip.wanted)");
  }

  @Test
  void anEventOfWhichAConditionDoesNotHoldSaysWhatIsAsked() {
    TestRun none = stepwell.send(new TripsUpgradeWanted("eve", "SK1", 1000));

    assertThatThrownBy(none::assertCompleted)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("such an event starts the function upgrade only if"
            + " event.data.miles >= 1000 && event.data.traveller != 'eve'");
  }

  @Test
  void anEventOfAFunctionThatIsNotRegisteredSaysSo() {
    TestRun none = stepwell.send(new TripsPaymentWanted("ann", 1));

    assertThatThrownBy(none::status)
        .hasMessageContaining(
            "it would start the function pay, which is not registered: add a new DurablePaymentFlows(…) to TestStepwell.of(…)");
  }

  @Test
  void anEventThatStartsSeveralRunsNamesThem() {
    TestStepwell payments = TestStepwell.of(new DurablePaymentFlows());
    TestRun several = payments.send(new TripsPaymentWanted("ann", 1));

    assertThatThrownBy(several::status)
        .hasMessageContaining("has started several runs")
        .hasMessageContaining("of pay: waiting")
        .hasMessageContaining("of remind: waiting");
  }

  @Test
  void aFunctionWithoutRunsSaysWhichThereAre() {
    send("Rome");

    assertThatThrownBy(() -> stepwell.run(Functions.PAY))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("there is no run of pay, and these are the latest:")
        .hasMessageContaining("of book-trip: waiting");
  }

  @Test
  void anotherResultIsShownBesideTheExpectedOne() {
    TestRun run = send();
    stepwell.advanceToEnd(run);

    assertThatThrownBy(() -> run.assertCompleted(new Itinerary(List.of("Rome"), 1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("completed with\n    Itinerary[rooms=[], paid=0]\n"
            + "  instead of\n    Itinerary[rooms=[Rome], paid=1]");
  }

  @Test
  void aStepThatIsNotThereIsMissedWithTheStory() {
    TestRun run = send("Rome");

    assertThatThrownBy(() -> run.step("reserve:1"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the run has no step reserve:1:")
        .hasMessageContaining("step sleep-on-it: waiting");
    assertThatThrownBy(() -> run.step("sleep-on-it").resultJson())
        .hasMessage("step sleep-on-it is waiting, so it has no result");
  }

  @Test
  void whatIsNotDurableIsRefused() {
    assertThatThrownBy(() -> TestStepwell.of(new PaymentFlows()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("register a new DurablePaymentFlows(…)");
  }

  @Test
  void functionsThatStartEachOtherWithoutEndAreStopped() {
    TestStepwell payments = TestStepwell.of(new DurablePaymentFlows());

    assertThatThrownBy(() -> payments.send(new TripsAgainWanted(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("The last run was of again");
  }

  @Test
  void aRunThatDoesNotEndByItselfSaysSo() {
    TestRun run = send("Rome");
    stepwell.advance(Duration.ofDays(1));
    stepwell.send(new PassportChecked("ann", true));

    assertThatThrownBy(() -> stepwell.advanceToEnd(run))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("does not end, however far time advances")
        .hasMessageContaining("the function pay is not registered");
  }

  @Test
  void timeIsNotMovedInsideAStep() {
    stepwell.replace(StepsOfTrips.RESERVE, call -> {
      stepwell.advance(Duration.ofDays(1));
      return "never";
    });

    assertThat(send("Rome").step("reserve").error().orElseThrow().message())
        .startsWith("cannot advance time inside a step");
  }

  @Test
  void anEventMayBeSentInsideAStep() {
    stepwell.replace(StepsOfTrips.RESERVE, call -> {
      stepwell.send(new PassportChecked("ann", true));
      return "sent";
    });

    send("Rome").assertWaiting();
    assertThat(stepwell.events(PassportChecked.class)).hasSize(1);
  }
}
