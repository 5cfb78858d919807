package dev.stepwell.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.NonRetriableException;
import dev.stepwell.contract.StepDefinition;
import dev.stepwell.testing.flows.ClaimsDesk;
import dev.stepwell.testing.flows.DurablePaymentFlows;
import dev.stepwell.testing.flows.DurableTrips;
import dev.stepwell.testing.flows.Functions;
import dev.stepwell.testing.flows.PassportChecked;
import dev.stepwell.testing.flows.StepsOfTrips;
import dev.stepwell.testing.flows.Trips.Itinerary;
import dev.stepwell.testing.flows.TripsPaymentWanted;
import dev.stepwell.testing.flows.TripsTripWanted;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps and functions are replaced, and fail, as the test determines. */
class ReplacementsTest {
  private final List<String> done = new ArrayList<>();
  private final TestStepwell stepwell = TestStepwell.of(new DurableTrips(new ClaimsDesk() {
    @Override
    public String reserve(String traveller, String city) {
      done.add("reserve " + city);
      return "real " + city;
    }

    @Override
    public void release(String traveller) {
      done.add("release " + traveller);
    }
  }));

  /** Like the handles of the generated class, which are package-private. */
  private static final StepDefinition<String> RESERVE = StepsOfTrips.RESERVE;

  private TestRun send(String... cities) {
    return stepwell.send(new TripsTripWanted("ann", List.of(cities)));
  }

  @Test
  void aStepIsReplacedInEveryBranch() {
    stepwell.replace(RESERVE, call -> "fake");

    TestRun run = send("Rome", "Oslo");

    assertThat(run.step("reserve").result(String.class)).isEqualTo("fake");
    assertThat(run.step("reserve:1").result(String.class)).isEqualTo("fake");
    assertThat(done).isEmpty();
  }

  @Test
  void aReplacementMayProceed() {
    stepwell.replace(RESERVE, call -> call.proceed() + " at attempt " + call.attempt());

    assertThat(send("Rome").step("reserve").result(String.class))
        .isEqualTo("real Rome at attempt 1");
    assertThat(done).containsExactly("reserve Rome");
  }

  @Test
  void aStepFailsAsOftenAsItIsToldTo() {
    stepwell.replace(RESERVE, call -> "fake " + call.attempt());
    stepwell.failTimes(RESERVE, 2, new IOException("busy"));

    TestRun run = send("Rome");

    assertThat(run.step("reserve").attempts()).isEqualTo(1);
    stepwell.advance(Duration.ofSeconds(3));
    assertThat(run.step("reserve").attempts()).isEqualTo(3);
    assertThat(run.step("reserve").result(String.class)).isEqualTo("fake 3");
  }

  @Test
  void aStepFailsForGoodUntilItIsRestoredAndTheRunIsRepeatedFromThere() {
    stepwell.replace("release", call -> null);
    stepwell.fail(RESERVE, new NonRetriableException("closed"));
    TestRun run = send("Rome", "Oslo");
    run.assertFailed(NonRetriableException.class);

    stepwell.restore(RESERVE);
    TestRun again = stepwell.rerun(run.id(), "reserve");

    assertThat(again.assertWaiting().id()).isNotEqualTo(run.id());
    assertThat(again.step("reserve").result(String.class)).isEqualTo("real Rome");
    assertThat(done).containsExactly("reserve Rome", "reserve Oslo");
  }

  @Test
  void aRepeatedRunKeepsWhatHadEndedBefore() {
    TestRun run = send("Rome");
    stepwell.advanceToEnd(run).assertCompleted();

    TestRun again = stepwell.rerun(run.id(), "release");

    again.assertCompleted();
    assertThat(done).containsExactly("reserve Rome", "release ann", "release ann");
    assertThat(stepwell.rerun(run.id()).assertWaiting().steps())
        .containsExactly("reserve", "sleep-on-it");
  }

  @Test
  void anInlineStepIsReplacedByItsId() {
    stepwell.replace("release", call -> {
      done.add("not released");
      return null;
    });
    TestRun run = send("Rome");

    stepwell.advance(Duration.ofDays(8));

    run.assertCompleted();
    assertThat(done).containsExactly("reserve Rome", "not released");
  }

  @Test
  void theLastWordCounts() {
    stepwell.replace(RESERVE, call -> "first");
    stepwell.replace(RESERVE, call -> "second");

    assertThat(send("Rome").step("reserve").result(String.class)).isEqualTo("second");
  }

  @Test
  void aStepThatNoRegisteredFunctionHasIsRefused() {
    assertThatThrownBy(
            () -> stepwell.replace(StepDefinition.of("release", String.class), call -> "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("replace(\"release\", call -> …)");
  }

  @Test
  void aFunctionThatIsInvokedIsReplaced() {
    stepwell.replace(Functions.PAY, TripsPaymentWanted::amount);
    TestRun run = send("Rome", "Oslo");
    stepwell.advance(Duration.ofDays(1));

    stepwell.send(new PassportChecked("ann", true));

    run.assertCompleted(new Itinerary(List.of("real Rome", "real Oslo"), 200));
  }

  @Test
  void aFunctionThatIsRegisteredIsReplacedToo() {
    TestStepwell both = TestStepwell.of(new DurablePaymentFlows());
    both.replace(Functions.PAY, event -> {
      throw new IOException("no");
    });

    both.send(new TripsPaymentWanted("ann", 3));

    both.run(Functions.PAY).assertFailed(IOException.class);
  }
}
