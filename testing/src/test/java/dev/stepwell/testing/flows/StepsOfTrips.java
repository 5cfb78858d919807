package dev.stepwell.testing.flows;

import dev.stepwell.contract.StepDefinition;

/** Gives tests in other packages access to steps of the generated, package-private class. */
public final class StepsOfTrips {
  /** The step that reserves. */
  public static final StepDefinition<String> RESERVE = DurableTrips.RESERVE;

  private StepsOfTrips() {}
}
