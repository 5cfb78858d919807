package dev.stepwell.examples.pages.flowcontrol;

import dev.stepwell.Batch;
import dev.stepwell.Concurrency;
import dev.stepwell.Debounce;
import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.MaxWaiting;
import dev.stepwell.OnFailure;
import dev.stepwell.Priority;
import dev.stepwell.RateLimit;
import dev.stepwell.Singleton;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import dev.stepwell.Throttle;
import java.util.List;

/** Functions with limits. */
class Summaries {
  @Function(id = "summarise", event = "docs/uploaded")
  @Concurrency(limit = 5, key = "tenantId")
  @Concurrency(limit = 50, scope = "openai")
  @Throttle(limit = 600, period = "1m", burst = 60, key = "tenantId")
  @Priority("event.data.plan == 'paid' ? 3600 : 0")
  String summarise(String tenantId, String plan, String docId, Steps steps) {
    return ask(docId);
  }

  @Step
  @Throttle(limit = 60, period = "1m", scope = "openai", cost = "size(event.data.docId)")
  String ask(String docId) {
    return "A summary of " + docId;
  }

  @Function(id = "index", event = "docs/changed")
  @Debounce(period = "10s", timeout = "2m", key = "docId")
  void index(String docId, Steps steps) {}

  @Function(id = "bill", event = "usage/recorded")
  @Batch(maxSize = 500, timeout = "30s", key = "accountId")
  long bill(List<UsageRecorded> events, Steps steps) {
    return events.stream().mapToLong(UsageRecorded::units).sum();
  }

  @OnFailure("bill")
  void notBilled(List<UsageRecorded> events, Failure failure) {}

  @Function(id = "export-all", event = "exports/wanted")
  @Concurrency(limit = 2, key = "tenantId", per = Concurrency.Per.RUN)
  @RateLimit(limit = 10, period = "1h", key = "tenantId")
  @MaxWaiting(limit = 1000, whenFull = MaxWaiting.WhenFull.SKIP_NEWEST)
  void export(String tenantId, Steps steps) {}

  @Function(id = "build-site", event = "sites/changed")
  @Singleton(
      key = {"siteId", "branch"},
      mode = Singleton.Mode.CANCEL)
  void build(String siteId, String branch, Steps steps) {}

  @Function(
      id = "charge",
      event = "charges/wanted",
      idempotencyKey = "orderId",
      idempotencyPeriod = "7d")
  void charge(String orderId, Steps steps) {}
}
