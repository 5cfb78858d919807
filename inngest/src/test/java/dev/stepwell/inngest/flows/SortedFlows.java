package dev.stepwell.inngest.flows;

import dev.stepwell.Batch;
import dev.stepwell.CancelOn;
import dev.stepwell.Concurrency;
import dev.stepwell.Function;
import dev.stepwell.Priority;
import dev.stepwell.Steps;
import java.util.List;

/** Functions whose expressions need the values of fields. */
public class SortedFlows {
  @Function(
      id = "sorted",
      event = "demo/sorted",
      condition = "event.data.patient != 'x'",
      idempotencyKey = "patient")
  @CancelOn(event = "demo/sorted-stop", condition = "async.data.patient == event.data.patient")
  @Concurrency(limit = 1, key = "event.data.patient == 'vip'")
  @Concurrency(limit = 1, key = "ward")
  @Priority("size(event.data.patient)")
  void sorted(String patient, String ward, Steps steps) {}

  @Function(id = "gathered", event = "demo/admitted")
  @Batch(maxSize = 2, timeout = "1s", key = "patient", condition = "event.data.patient != 'x'")
  void gathered(List<Admitted> admitted, Steps steps) {}
}
