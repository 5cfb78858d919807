package good.limits;

import dev.stepwell.Batch;
import dev.stepwell.Cancellation;
import dev.stepwell.Concurrency;
import dev.stepwell.Debounce;
import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.MaxWaiting;
import dev.stepwell.OnCancel;
import dev.stepwell.OnFailure;
import dev.stepwell.Priority;
import dev.stepwell.RateLimit;
import dev.stepwell.Singleton;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import dev.stepwell.Throttle;
import java.util.List;

/** Functions with every kind of flow control. */
public class Limited {
  @Function(id = "summarise", event = "docs/uploaded", idempotencyKey = "docId", idempotencyPeriod = "90m")
  @Concurrency(limit = 5, key = "tenantId")
  @Concurrency(limit = 50, scope = "openai", per = Concurrency.Per.RUN)
  @Throttle(limit = 600, period = "1m", burst = 60, key = "tenantId", cost = "size")
  @RateLimit(limit = 1000, period = "1h", key = {"tenantId", "event.data.plan == 'paid'"})
  @Priority("event.data.plan == 'paid' ? 3600 : 0")
  @Singleton(key = "docId", mode = Singleton.Mode.CANCEL)
  @MaxWaiting(limit = 10_000, whenFull = MaxWaiting.WhenFull.SKIP_OLDEST)
  String summarise(String tenantId, String plan, String docId, int size, Steps steps) {
    return ask(docId);
  }

  @Step
  @Concurrency(limit = 3, key = "event.data.tenantId")
  @Throttle(limit = 60, period = "1m", scope = "openai")
  String ask(String docId) {
    return docId;
  }

  @Function(id = "index", event = "docs/changed")
  @Debounce(period = "10s", timeout = "2m", key = "docId")
  void index(String docId, String tenantId) {}

  @Function(id = "invoice-usage", event = "usage/recorded")
  @Batch(
      maxSize = 500,
      timeout = "30s",
      key = "accountId",
      condition = "event.data.amount < 1000",
      maxBytes = 65_536)
  long bill(List<UsageRecorded> events, Steps steps) {
    return events.stream().mapToLong(UsageRecorded::amount).sum();
  }

  @OnFailure("invoice-usage")
  void notBilled(List<UsageRecorded> events, Failure failure) {}

  @OnCancel("invoice-usage")
  void stopped(Cancellation cancellation, List<UsageRecorded> events) {}

  @Function(id = "count", event = "usage/recorded")
  @Batch(maxSize = 10_000, timeout = "1s")
  void count(List<UsageRecorded> recorded) {}
}
