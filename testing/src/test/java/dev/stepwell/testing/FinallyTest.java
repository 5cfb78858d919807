package dev.stepwell.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.testing.flows.DurableRentals;
import dev.stepwell.testing.flows.RentalsCarUnwanted;
import dev.stepwell.testing.flows.RentalsCarWanted;
import dev.stepwell.testing.flows.RentalsParkingWanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Finally blocks around steps: a run leaves its flow whenever it parks. */
class FinallyTest {
  private final List<String> done = new ArrayList<>();
  private final TestStepwell stepwell = TestStepwell.of(new DurableRentals(done));

  @Test
  void aStepWaitsForTheEnd() {
    TestRun run = stepwell.send(new RentalsCarWanted("ann", false));
    run.assertWaiting();
    assertThat(done).isEmpty();

    stepwell.advance(Duration.ofDays(1));

    run.assertCompleted("ann is there");
    assertThat(run.steps()).containsExactly("drive", "arrive", "give-back");
    assertThat(done).containsExactly("give back");
  }

  @Test
  void aStepComesAfterAFailureToo() {
    TestRun run = stepwell.send(new RentalsCarWanted("bob", true));

    stepwell.advance(Duration.ofDays(1));

    run.assertFailed(IllegalStateException.class);
    assertThat(done).containsExactly("give back");
  }

  @Test
  void aCancelledRunDoesNothingMore() {
    TestRun run = stepwell.send(new RentalsCarWanted("eve", false));

    stepwell.send(new RentalsCarUnwanted("eve"));
    stepwell.advance(Duration.ofDays(1));

    run.assertCancelled();
    assertThat(done).isEmpty();
  }

  @Test
  void whatIsNoStepIsDoneWheneverTheRunParks() {
    TestRun run = stepwell.send(new RentalsParkingWanted("dan"));
    run.assertWaiting();
    assertThat(done).containsExactly("look for the ticket");

    stepwell.advance(Duration.ofDays(1));

    run.assertCompleted();
    assertThat(done).containsExactly("look for the ticket", "look for the ticket");
  }
}
