package good.limits;

import dev.stepwell.MaxWaiting;
import dev.stepwell.Singleton;
import dev.stepwell.contract.BatchDefinition;
import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.CatalogEntry;
import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.DebounceDefinition;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.MaxWaitingDefinition;
import dev.stepwell.contract.RateLimitDefinition;
import dev.stepwell.contract.SingletonDefinition;
import dev.stepwell.contract.StepDefinition;
import dev.stepwell.contract.ThrottleDefinition;
import java.time.Duration;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * The functions and events of {@link Limited}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
@CatalogEntry(
    origin = "good.limits.Limited",
    constants = {"SUMMARISE", "INDEX", "INVOICE_USAGE", "COUNT"}
)
public final class LimitedCatalog implements Catalog {
  /**
   * The function {@code summarise}.
   */
  public static final FunctionDefinition<DurableLimited, DocsUploaded, String> SUMMARISE = defineSummarise();

  /**
   * The function {@code index}.
   */
  public static final FunctionDefinition<DurableLimited, DocsChanged, Void> INDEX = defineIndex();

  /**
   * The function {@code invoice-usage}.
   */
  public static final FunctionDefinition<DurableLimited, UsageRecorded, Long> INVOICE_USAGE = defineInvoiceUsage();

  /**
   * The function {@code count}.
   */
  public static final FunctionDefinition<DurableLimited, UsageRecorded, Void> COUNT = defineCount();

  private static FunctionDefinition<DurableLimited, DocsUploaded, String> defineSummarise() {
    return FunctionDefinition.<DurableLimited, DocsUploaded, String>of(
            "summarise",
            DurableLimited.class,
            DocsUploaded.DEFINITION,
            String.class,
            (self, event, steps) -> self.summarise(event.tenantId(), event.plan(), event.docId(), event.size(), steps))
        .retries(3)
        .idempotencyKey("docId")
        .idempotencyPeriod(Duration.ofMinutes(90))
        .concurrency(ConcurrencyDefinition.of(5).withKey("event.data.tenantId"))
        .concurrency(ConcurrencyDefinition.of(50).perRun().withScope("openai"))
        .throttle(ThrottleDefinition.of(600, Duration.ofMinutes(1)).withBurst(60).withCost("event.data.size").withKey("event.data.tenantId"))
        .rateLimit(RateLimitDefinition.of(1000, Duration.ofHours(1)).withKey("event.data.tenantId", "event.data.plan == 'paid'"))
        .priority("event.data.plan == 'paid' ? 3600 : 0")
        .singleton(SingletonDefinition.of(Singleton.Mode.CANCEL, "event.data.docId"))
        .maxWaiting(MaxWaitingDefinition.of(10000, MaxWaiting.WhenFull.SKIP_OLDEST))
        .steps(steps())
        .build();
  }

  private static FunctionDefinition<DurableLimited, DocsChanged, Void> defineIndex() {
    return FunctionDefinition.<DurableLimited, DocsChanged>ofVoid(
            "index",
            DurableLimited.class,
            DocsChanged.DEFINITION,
            (self, event, steps) -> self.index(event.docId(), event.tenantId()))
        .retries(3)
        .debounce(DebounceDefinition.of(Duration.ofSeconds(10)).withTimeout(Duration.ofMinutes(2)).withKey("event.data.docId"))
        .steps(steps())
        .build();
  }

  private static FunctionDefinition<DurableLimited, UsageRecorded, Long> defineInvoiceUsage() {
    return FunctionDefinition.<DurableLimited, UsageRecorded, Long>ofBatch(
            "invoice-usage",
            DurableLimited.class,
            UsageRecordedCatalog.DEFINITION,
            Long.class,
            BatchDefinition.of(500, Duration.ofSeconds(30)).withCondition("event.data.amount < 1000").withMaxBytes(65536).withKey("event.data.accountId"),
            (self, events, steps) -> self.bill(events, steps))
        .retries(3)
        .steps(steps())
        .onBatchFailure((self, events, failure, steps) -> self.notBilled(events, failure))
        .onBatchCancel((self, events, cancellation, steps) -> self.stopped(cancellation, events))
        .build();
  }

  private static FunctionDefinition<DurableLimited, UsageRecorded, Void> defineCount() {
    return FunctionDefinition.<DurableLimited, UsageRecorded>ofVoidBatch(
            "count",
            DurableLimited.class,
            UsageRecordedCatalog.DEFINITION,
            BatchDefinition.of(10000, Duration.ofSeconds(1)),
            (self, events, steps) -> self.count(events))
        .retries(3)
        .steps(steps())
        .build();
  }

  private static List<StepDefinition<?>> steps() {
    return List.of(
        DurableLimited.ASK);
  }

  @Override
  public List<FunctionDefinition<?, ?, ?>> functions() {
    return List.of(SUMMARISE, INDEX, INVOICE_USAGE, COUNT);
  }

  @Override
  public List<EventDefinition<?>> events() {
    return List.of(DocsUploaded.DEFINITION, DocsChanged.DEFINITION, UsageRecordedCatalog.DEFINITION);
  }
}
