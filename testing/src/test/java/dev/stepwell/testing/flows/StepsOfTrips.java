package dev.stepwell.testing.flows;

import dev.stepwell.contract.StepDefinition;

/** Shows the steps of the generated class, which only its package sees, to tests in another. */
public final class StepsOfTrips {
  /** The step that reserves. */
  public static final StepDefinition<String> RESERVE = DurableTrips.RESERVE;

  private StepsOfTrips() {}
}
