package dev.stepwell.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.StepCancelledException;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.testing.flows.CouriersDeliveryWanted;
import dev.stepwell.testing.flows.CouriersHandoverWanted;
import dev.stepwell.testing.flows.CouriersMisuseWanted;
import dev.stepwell.testing.flows.DurableCouriers;
import dev.stepwell.testing.flows.ParcelLeft;
import dev.stepwell.testing.flows.ParcelTaken;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests of flows with races, as users write them. */
class RacingRunsTest {
  private final TestStepwell stepwell = TestStepwell.of(new DurableCouriers());

  @Test
  void theFirstBranchThatCompletesWins() {
    TestRun run = stepwell.send(new CouriersDeliveryWanted("p1"));

    run.assertCompleted("ride p1");

    assertThat(run.steps()).containsExactly("ride", "fastest", "ride:3");
    assertThat(run.invoked()).isEmpty();
  }

  @Test
  void aSleepWinsAgainstARetryAndAnotherRun() {
    stepwell.failTimes(
        "ride", 1, new dev.stepwell.RetryAfterException("busy", Duration.ofHours(3)));
    TestRun run = stepwell.send(new CouriersDeliveryWanted("p2"));
    run.assertWaiting();

    stepwell.advance(Duration.ofHours(1));

    run.assertCompleted("post p2");
    assertThat(run.invoked())
        .singleElement()
        .satisfies(rival -> assertThat(rival.status()).isEqualTo(RunStatus.CANCELLED));
    for (String loser : new String[] {"ride", "rival:2"}) {
      assertThat(run.step(loser).status()).isEqualTo(StepStatus.FAILED);
      assertThat(run.step(loser).error().orElseThrow().type())
          .isEqualTo(StepCancelledException.class.getName());
    }
  }

  @Test
  void aBranchThatFailsDoesNotWin() {
    stepwell.failTimes("ride", 1, new dev.stepwell.NonRetriableException("flat tyre"));
    TestRun run = stepwell.send(new CouriersDeliveryWanted("p3"));

    stepwell.advance(Duration.ofHours(1));

    run.assertCompleted("post p3");
  }

  @Test
  void theFirstOfSeveralEventsEndsTheWait() {
    TestRun run = stepwell.send(new CouriersHandoverWanted("p4"));
    assertThat(run.reasons()).hasSize(2);
    stepwell.send(new ParcelLeft("p5"));
    run.assertWaiting();

    stepwell.send(new ParcelLeft("p4"));

    run.assertCompleted("1 ParcelLeft[parcel=p4]");
    stepwell.send(new ParcelTaken("p4", "ann"));
  }

  @Test
  void aWaitForSeveralEventsEndsAtItsTimeout() {
    TestRun run = stepwell.send(new CouriersHandoverWanted("p6"));

    stepwell.advance(Duration.ofDays(1));

    run.assertCompleted("nobody");
  }

  @Test
  void aRaceThatNoBranchCanWinIsRejected() {
    assertThat(stepwell
            .send(new CouriersMisuseWanted(1, 0))
            .assertFailed()
            .failure()
            .message())
        .contains("race misused", "has no branches");
    assertThat(stepwell
            .send(new CouriersMisuseWanted(0, 2))
            .assertFailed()
            .failure()
            .message())
        .contains("has 2 branches, but is to have 0 winners: give a number from 1 to 2");
    assertThat(stepwell
            .send(new CouriersMisuseWanted(3, 2))
            .assertFailed()
            .failure()
            .message())
        .contains("is to have 3 winners");
    stepwell.send(new CouriersMisuseWanted(2, 2)).assertCompleted("[won, won]");
  }
}
