package dev.stepwell.testing.flows;

import dev.stepwell.Allow;
import dev.stepwell.CancelOn;
import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.time.Duration;
import java.util.List;

/** A car that is returned whatever the outcome of the drive. */
public class Rentals {
  private final List<String> done;

  /** Reports its work. */
  public Rentals(List<String> done) {
    this.done = done;
  }

  @Function(id = "rent-car", event = "rentals/car.wanted", retries = 0)
  @CancelOn(event = "rentals/car.unwanted", match = "driver")
  String rent(String driver, boolean crashes, Steps steps) {
    try {
      steps.sleep("drive", Duration.ofDays(1));
      return arrive(driver, crashes);
    } finally {
      giveBack(driver);
    }
  }

  @Function(id = "park-car", event = "rentals/parking.wanted")
  @Allow(value = "EarlyFinally", because = "it shows when the block executes")
  void park(String driver, Steps steps) {
    try {
      steps.sleep("stand", Duration.ofDays(1));
    } finally {
      done.add("look for the ticket");
    }
  }

  @Step
  String arrive(String driver, boolean crashes) {
    if (crashes) {
      throw new IllegalStateException("a tree");
    }
    return driver + " is there";
  }

  @Step
  void giveBack(String driver) {
    done.add("give back");
  }
}
