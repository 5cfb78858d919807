package good.invoices;

import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import dev.stepwell.Was;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

public class Invoices {
  public final List<String> log = new ArrayList<>();

  public record Invoice(String order, long cents) {}

  @Function(id = "invoice", version = 3, event = "invoices/order.shipped")
  @Was({"bill", "bill@2"})
  @Nullable Invoice invoice(String order, long cents, Steps steps) {
    Invoice invoice = write(order, cents);
    steps.sleep("wait-a-day", Duration.ofDays(1));
    post(invoice);
    return invoice;
  }

  @Function(id = "invoice", version = 2, event = "invoices/order.shipped")
  void invoiceAtOnce(String order, long cents) {
    post(write(order, cents));
  }

  @Step
  @Was({"make-invoice", "make-bill"})
  Invoice write(String order, long cents) {
    log.add("write " + order);
    return new Invoice(order, cents);
  }

  @Step(retries = 1)
  @Was("send")
  void post(Invoice invoice) {
    log.add("post " + invoice.order());
  }

  @OnFailure("invoice")
  void notInvoiced(String order, Failure failure) {
    log.add("not invoiced " + order + " by " + failure.functionId());
  }
}
