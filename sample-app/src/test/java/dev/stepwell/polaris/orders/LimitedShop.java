package dev.stepwell.polaris.orders;

import dev.stepwell.Concurrency;
import dev.stepwell.Function;
import dev.stepwell.Steps;
import dev.stepwell.Throttle;

/** A function under limits, for the Limits view. */
public class LimitedShop {
  @Function(id = "ship", event = "shop/parcel.packed")
  @Concurrency(limit = 2, key = "customer")
  @Throttle(limit = 1, period = "1h", burst = 3)
  void ship(String customer, Steps steps) {}
}
