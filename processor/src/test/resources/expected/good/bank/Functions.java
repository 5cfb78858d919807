package good.bank;

import dev.stepwell.CronTick;
import dev.stepwell.FunctionRef;
import javax.annotation.processing.Generated;

/**
 * The functions of this package, as handles for cancelling and calling.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
public final class Functions {
  /**
   * See {@link TransfersCatalog#TRANSFER}.
   */
  public static final FunctionRef<BankTransferWanted, Transfers.Receipt> TRANSFER = TransfersCatalog.TRANSFER;

  /**
   * See {@link TransfersCatalog#SETTLE}.
   */
  public static final FunctionRef<Settlement, Void> SETTLE = TransfersCatalog.SETTLE;

  /**
   * See {@link TransfersCatalog#REPORT}.
   */
  public static final FunctionRef<CronTick, Integer> REPORT = TransfersCatalog.REPORT;

  /**
   * See {@link TransfersCatalog#CLEAN_UP}.
   */
  public static final FunctionRef<CronTick, Void> CLEAN_UP = TransfersCatalog.CLEAN_UP;

  private Functions() {
  }
}
