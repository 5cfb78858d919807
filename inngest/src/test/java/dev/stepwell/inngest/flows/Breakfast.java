package dev.stepwell.inngest.flows;

import dev.stepwell.Function;
import dev.stepwell.Step;

/** A function as a graph. */
@Function(id = "breakfast", event = "demo/breakfast")
public class Breakfast {
  private final Calls calls;

  /** Records its steps here. */
  public Breakfast(Calls calls) {
    this.calls = calls;
  }

  /** From the tap. */
  public record Water(int ml) {}

  /** From the oven. */
  public record Toast(String of) {}

  /** All of it. */
  public record Table(String says) {}

  @Step
  Water water(int ml) {
    calls.note("water");
    return new Water(ml);
  }

  @Step
  Toast toast(String bread) {
    calls.note("toast");
    return new Toast(bread);
  }

  @Step
  Table table(Water water, Toast toast) {
    calls.note("table");
    return new Table(water.ml() + " ml and " + toast.of());
  }
}
