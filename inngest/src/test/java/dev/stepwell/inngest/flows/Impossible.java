package dev.stepwell.inngest.flows;

import dev.stepwell.Concurrency;
import dev.stepwell.Function;
import dev.stepwell.OnCancel;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;

/** A function with a feature that Inngest servers do not support. */
public class Impossible {
  @Function(
      id = "impossible",
      event = "demo/impossible",
      retries = 30,
      idempotencyKey = "id",
      idempotencyPeriod = "1h")
  @Concurrency(limit = 5, key = "id")
  void impossible(String id, Steps steps) {
    write(id, steps.connection());
    steps.runInTransaction("inline", String.class, connection -> "done");
    steps.waitForEvent(
        "back", ApprovalCatalog.where().id(id), Duration.ofMinutes(1), Duration.ofHours(1));
    steps.waitForEvent("now", ApprovalCatalog.where().id(id), Duration.ofMinutes(1), Duration.ZERO);
    steps.race("fastest", List.of(() -> "one", () -> "other"));
    steps.any("first", List.of(ApprovalCatalog.where().id(id)), Duration.ofMinutes(1));
  }

  @Step(transactional = true, timeout = "3h")
  void write(String id, Connection connection) {}

  @OnCancel("impossible")
  void cleanUp(String id) {}
}
