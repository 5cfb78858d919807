package dev.stepwell.testing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.runtime.SendOptions;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.testing.flows.ClaimsDesk;
import dev.stepwell.testing.flows.DurablePaymentFlows;
import dev.stepwell.testing.flows.DurableTrips;
import dev.stepwell.testing.flows.Functions;
import dev.stepwell.testing.flows.PassportChecked;
import dev.stepwell.testing.flows.Trips.Itinerary;
import dev.stepwell.testing.flows.TripsFlightCancelled;
import dev.stepwell.testing.flows.TripsPaymentWanted;
import dev.stepwell.testing.flows.TripsTripBooked;
import dev.stepwell.testing.flows.TripsTripCancelled;
import dev.stepwell.testing.flows.TripsTripWanted;
import dev.stepwell.testing.flows.TripsUpgradeWanted;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of flows, as users write them. */
class TestStepwellTest {
  private final List<String> done = new ArrayList<>();
  private int refusals;
  private final TestStepwell stepwell =
      TestStepwell.of(new DurableTrips(new FakeDesk()), new DurablePaymentFlows());

  /** Records its calls, and fails as often as configured. */
  private final class FakeDesk implements ClaimsDesk {
    @Override
    public String reserve(String traveller, String city) throws IOException {
      if (refusals > 0) {
        refusals--;
        throw new IOException("the line to " + city + " is busy");
      }
      done.add("reserve " + city);
      return traveller + "@" + city;
    }

    @Override
    public void release(String traveller) {
      done.add("release " + traveller);
    }
  }

  private TestRun send(String traveller, String... cities) {
    return stepwell.send(new TripsTripWanted(traveller, List.of(cities)));
  }

  @Test
  void aFlowGoesAsFarAsItCanAndThenAsFarAsTimeAndEventsLetIt() {
    TestRun run = send("ann", "Rome", "Oslo", "Bern");
    assertThat(done).containsExactly("reserve Rome", "reserve Oslo", "reserve Bern");
    assertThat(run.assertWaiting().steps())
        .containsExactly("reserve", "reserve:1", "reserve:2", "sleep-on-it");

    stepwell.advance(Duration.ofHours(23));
    assertThat(run.step("sleep-on-it").status()).isEqualTo(StepStatus.WAITING);
    stepwell.advance(Duration.ofHours(1));
    assertThat(run.reasons())
        .containsExactly(new Reason.AwaitingEvent(
            "passport",
            "trips/passport.checked",
            "{\"traveller\":\"ann\"}",
            stepwell.now().plus(Duration.ofDays(7))));

    stepwell.send(new PassportChecked("bob", true));
    run.assertWaiting();
    stepwell.send(new PassportChecked("ann", true));
    assertThat(run.invoked()).hasSize(1);
    assertThat(run.invoked().get(0).assertWaiting().steps()).containsExactly("settle");
    stepwell.advance(Duration.ofHours(2));

    run.assertCompleted(new Itinerary(List.of("ann@Rome", "ann@Oslo", "ann@Bern"), 300));
    assertThat(run.sent(TripsTripBooked.class)).containsExactly(new TripsTripBooked("ann", 300));
    assertThat(requireNonNull(run.output(Itinerary.class)).paid()).isEqualTo(300);
    assertThat(run.output(Functions.BOOK_TRIP).rooms()).hasSize(3);
    assertThat(run.step("reserve:2").result(String.class)).isEqualTo("ann@Bern");
  }

  @Test
  void aWaitEndsAtItsTimeout() {
    TestRun run = send("ann", "Rome");

    stepwell.advance(Duration.ofDays(8));

    run.assertCompleted(new Itinerary(List.of(), 0));
    assertThat(done).containsExactly("reserve Rome", "release ann");
    assertThat(run.step("passport").resultJson()).isEqualTo("null");
  }

  @Test
  void aFailedStepIsTriedAgainWhenItsWaitIsOver() {
    refusals = 3;
    TestRun run = send("ann", "Rome");
    assertThat(run.step("reserve").attempts()).isEqualTo(1);
    assertThat(run.step("reserve").status()).isEqualTo(StepStatus.RETRYING);

    stepwell.advance(Duration.ofMillis(999));
    assertThat(run.step("reserve").attempts()).isEqualTo(1);
    stepwell.advance(Duration.ofMillis(1));
    assertThat(run.step("reserve").attempts()).isEqualTo(2);
    stepwell.advance(Duration.ofSeconds(2));
    assertThat(run.step("reserve").attempts()).isEqualTo(3);
    stepwell.advance(Duration.ofSeconds(4));

    assertThat(run.step("reserve").status()).isEqualTo(StepStatus.COMPLETED);
    assertThat(run.step("reserve").attempts()).isEqualTo(4);
    assertThat(run.step("reserve").error().orElseThrow().message())
        .isEqualTo("the line to Rome is busy");
  }

  @Test
  void aRunFailsWhenTheAttemptsAreUsedUpAndItsFailureFunctionRuns() {
    refusals = 4;
    TestRun run = send("ann", "Rome");

    stepwell.advance(Duration.ofSeconds(7));

    run.assertFailed(IOException.class);
    assertThat(run.failure().message()).isEqualTo("the line to Rome is busy");
    assertThat(run.failure().stepId()).isEqualTo("reserve");
    assertThat(done).containsExactly("release ann after reserve");
    TestRun cleanUp = stepwell.runs().get(1);
    assertThat(cleanUp.functionId()).isEqualTo("book-trip:on-failure");
    cleanUp.assertCompleted();
  }

  @Test
  void anElementOfAParallelSectionThatFailsDoesNotStopTheOthers() {
    refusals = 1;
    TestRun run = send("ann", "Rome", "Oslo");

    assertThat(run.step("reserve").status()).isEqualTo(StepStatus.RETRYING);
    assertThat(run.step("reserve:1").result(String.class)).isEqualTo("ann@Oslo");
    stepwell.advance(Duration.ofSeconds(1));
    assertThat(run.step("reserve").result(String.class)).isEqualTo("ann@Rome");
    assertThat(done).containsExactly("reserve Oslo", "reserve Rome");
  }

  @Test
  void anEventCancelsARunAndSoDoesACall() {
    TestRun ann = send("ann", "Rome");
    TestRun bob = send("bob", "Rome");
    TestRun eve = send("eve", "Rome");

    stepwell.send(new TripsTripCancelled("ann"));
    assertThat(stepwell.cancel(bob.id())).isTrue();
    assertThat(stepwell.cancel(bob.id())).isFalse();

    ann.assertCancelled();
    bob.assertCancelled();
    eve.assertWaiting();
    assertThat(stepwell.cancel(Functions.BOOK_TRIP, TripsTripWanted.where().traveller("eve")))
        .containsExactly(eve.id());
    assertThat(stepwell.runs(Functions.BOOK_TRIP))
        .hasSize(3)
        .allMatch(run -> run.status() == RunStatus.CANCELLED);
  }

  @Test
  void conditionsStartAndCancelRunsAsTheyDoOnPostgres() {
    TestRun ann = stepwell.send(new TripsUpgradeWanted("ann", "SK1", 1000));
    TestRun bob = stepwell.send(new TripsUpgradeWanted("bob", "SK2", 2000));

    stepwell.send(new TripsFlightCancelled("SK1", "drill"));
    ann.assertWaiting();
    stepwell.send(new TripsFlightCancelled("SK1", "snow"));

    ann.assertCancelled();
    bob.assertWaiting();
  }

  @Test
  void aCancelledRunTakesWhatItHasInvokedWithIt() {
    TestRun run = send("ann");
    stepwell.advance(Duration.ofDays(1));
    stepwell.send(new PassportChecked("ann", true));

    stepwell.cancel(run.id());

    run.invoked().get(0).assertCancelled();
  }

  @Test
  void aClockTicksWhenItIsTime() {
    stepwell.advance(Duration.ofDays(2));

    assertThat(stepwell.runs(Functions.REPORT).stream().map(run -> run.output(String.class)))
        .containsExactly("trips by 2026-01-01T05:00:00Z", "trips by 2026-01-02T05:00:00Z");
    stepwell.advanceTo(Instant.parse("2026-07-01T00:00:00Z"));
    assertThat(stepwell.run(Functions.REPORT).output(String.class))
        .isEqualTo("trips by 2026-06-30T04:00:00Z");
    assertThat(stepwell.runs(Functions.REPORT)).hasSize(181);
  }

  @Test
  void anEventOfTheFutureTakesEffectThen() {
    Instant noon = stepwell.now().plus(Duration.ofHours(12));
    TestRun run = stepwell.send(new TripsTripWanted("ann", List.of("Rome")), SendOptions.at(noon));
    assertThatThrownBy(run::status)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no run yet")
        .hasMessageContaining("takes effect at " + noon);

    stepwell.advance(Duration.ofHours(13));

    run.assertWaiting();
    assertThat(run.reasons())
        .containsExactly(new Reason.Sleeping("sleep-on-it", noon.plus(Duration.ofDays(1))));
  }

  @Test
  void aRunHasOnlySoMuchTime() {
    stepwell.send(new TripsPaymentWanted("ann", 5));

    stepwell.advance(Duration.ofDays(3));

    stepwell.run(Functions.REMIND).assertCancelled();
    assertThat(stepwell.run(Functions.PAY).output(Functions.PAY)).isEqualTo(5);
  }

  @Test
  void anOrderIsCarriedOutOnce() {
    TestRun first = stepwell.send(new TripsTripBooked("ann", 5));
    TestRun second = stepwell.send(new TripsTripBooked("ann", 6));

    assertThat(first.id()).isNotNull();
    assertThatThrownBy(second::id).hasMessageContaining("has started no run");
    assertThat(stepwell.events(TripsTripBooked.class)).hasSize(2);
  }

  @Test
  void anEventIdIsOneEvent() {
    TestRun first =
        stepwell.send(new TripsTripWanted("ann", List.of("Rome")), SendOptions.id("once"));
    TestRun second =
        stepwell.send(new TripsTripWanted("ann", List.of("Rome")), SendOptions.id("once"));

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(done).hasSize(1);
  }

  @Test
  void timeMovesToTheEndOfARun() {
    TestRun run = send("ann", "Rome");

    stepwell.advanceToEnd(run).assertCompleted(new Itinerary(List.of(), 0));

    assertThat(stepwell.now()).isEqualTo(Instant.parse("2026-01-09T00:00:00Z"));
  }
}
