package good.bank;

import dev.stepwell.CronTick;
import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.CatalogEntry;
import dev.stepwell.contract.CronDefinition;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.StepDefinition;
import java.time.Duration;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * The functions and events of {@link Transfers}.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
@CatalogEntry(
    origin = "good.bank.Transfers",
    constants = {"TRANSFER", "SETTLE", "REPORT", "CLEAN_UP"}
)
public final class TransfersCatalog implements Catalog {
  /**
   * The function {@code transfer}.
   */
  public static final FunctionDefinition<DurableTransfers, BankTransferWanted, Transfers.Receipt> TRANSFER = defineTransfer();

  /**
   * The function {@code settle}.
   */
  public static final FunctionDefinition<DurableTransfers, Settlement, Void> SETTLE = defineSettle();

  /**
   * The function {@code report}.
   */
  public static final FunctionDefinition<DurableTransfers, CronTick, Integer> REPORT = defineReport();

  /**
   * The function {@code clean-up}.
   */
  public static final FunctionDefinition<DurableTransfers, CronTick, Void> CLEAN_UP = defineCleanUp();

  private static FunctionDefinition<DurableTransfers, BankTransferWanted, Transfers.Receipt> defineTransfer(
      ) {
    return FunctionDefinition.<DurableTransfers, BankTransferWanted, Transfers.Receipt>of(
            "transfer",
            DurableTransfers.class,
            BankTransferWanted.DEFINITION,
            Transfers.Receipt.class,
            (self, event, steps) -> self.transfer(event.orderId(), event.account(), event.cents(), steps))
        .alsoOn("bank/transfer.repeated")
        .retries(3)
        .backoff(Duration.ofSeconds(10), Duration.ofMinutes(5), 2.0)
        .startTimeout(Duration.ofHours(1))
        .finishTimeout(Duration.ofHours(36))
        .idempotencyKey("orderId")
        .cancelOn("bank/transfer.stopped", "orderId")
        .steps(steps())
        .build();
  }

  private static FunctionDefinition<DurableTransfers, Settlement, Void> defineSettle() {
    return FunctionDefinition.<DurableTransfers, Settlement>ofVoid(
            "settle",
            DurableTransfers.class,
            SettlementCatalog.DEFINITION,
            (self, event, steps) -> self.settle(event))
        .alsoOn("bank/day.ended")
        .retries(3)
        .steps(steps())
        .build();
  }

  private static FunctionDefinition<DurableTransfers, CronTick, Integer> defineReport() {
    return FunctionDefinition.<DurableTransfers, CronTick, Integer>of(
            "report",
            DurableTransfers.class,
            CronDefinition.TICK,
            Integer.class,
            (self, event, steps) -> self.report(event, steps))
        .cron("0 9 * * MON-FRI", "Europe/Berlin")
        .cron("30 12 1 * *", "Europe/Berlin")
        .retries(3)
        .steps(steps())
        .onFailure((self, event, failure, steps) -> self.noReport(failure, event, steps))
        .build();
  }

  private static FunctionDefinition<DurableTransfers, CronTick, Void> defineCleanUp() {
    return FunctionDefinition.<DurableTransfers, CronTick>ofVoid(
            "clean-up",
            DurableTransfers.class,
            CronDefinition.TICK,
            (self, event, steps) -> self.cleanUp())
        .cron("*/15 * * * *", "UTC")
        .retries(3)
        .steps(steps())
        .build();
  }

  private static List<StepDefinition<?>> steps() {
    return List.of(
        DurableTransfers.DEBIT,
        DurableTransfers.NOTE,
        DurableTransfers.PRINT);
  }

  @Override
  public List<FunctionDefinition<?, ?, ?>> functions() {
    return List.of(TRANSFER, SETTLE, REPORT, CLEAN_UP);
  }

  @Override
  public List<EventDefinition<?>> events() {
    return List.of(BankTransferWanted.DEFINITION, BankTransferRepeated.DEFINITION, BankTransferStopped.DEFINITION, SettlementCatalog.DEFINITION, BankDayEnded.DEFINITION);
  }
}
