package good.limits;

import dev.stepwell.FunctionRef;
import javax.annotation.processing.Generated;

/**
 * The functions of this package, as handles for cancelling and calling.
 */
@Generated("dev.stepwell.processor.StepwellProcessor")
public final class Functions {
  /**
   * See {@link LimitedCatalog#SUMMARISE}.
   */
  public static final FunctionRef<DocsUploaded, String> SUMMARISE = LimitedCatalog.SUMMARISE;

  /**
   * See {@link LimitedCatalog#INDEX}.
   */
  public static final FunctionRef<DocsChanged, Void> INDEX = LimitedCatalog.INDEX;

  /**
   * See {@link LimitedCatalog#INVOICE_USAGE}.
   */
  public static final FunctionRef<UsageRecorded, Long> INVOICE_USAGE = LimitedCatalog.INVOICE_USAGE;

  /**
   * See {@link LimitedCatalog#COUNT}.
   */
  public static final FunctionRef<UsageRecorded, Void> COUNT = LimitedCatalog.COUNT;

  private Functions() {
  }
}
