package dev.stepwell.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.testing.compile.Compilation;
import dev.stepwell.contract.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/**
 * The exact output for the examples; {@code -Dstepwell.golden=update} rewrites the expected files. The compiler accepts
 * all of it with every warning as an error.
 */
class GeneratedSourcesTest {
  private static final Path EXPECTED = Sources.RESOURCES.resolve("expected");
  private static final Pattern RESOURCE = Pattern.compile("(META-INF|interface)/.*");

  private static List<JavaFileObject> sources() {
    List<JavaFileObject> sources = new ArrayList<>();
    Sources.below("good").forEach(file -> sources.add(Sources.source(file)));
    return sources;
  }

  private static Map<String, String> generated(List<JavaFileObject> sources) throws IOException {
    Compilation compilation = Sources.compile(sources);
    assertThat(compilation.diagnostics()).isEmpty();
    Map<String, String> files = new TreeMap<>();
    for (JavaFileObject file : compilation.generatedSourceFiles()) {
      String name = file.getName();
      files.put(name.substring(name.indexOf("good/")), file.getCharContent(true).toString());
    }
    for (JavaFileObject file : compilation.generatedFiles()) {
      Matcher resource = RESOURCE.matcher(file.getName());
      if (resource.find()) {
        files.put(resource.group(), file.getCharContent(true).toString());
      }
    }
    return files;
  }

  @Test
  void theOutputIsAsExpected() throws IOException {
    Map<String, String> files = generated(sources());

    if ("update".equals(System.getProperty("stepwell.golden"))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = EXPECTED.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    }
    assertThat(files.keySet())
        .containsExactly(
            "META-INF/services/dev.stepwell.contract.Catalog",
            "META-INF/stepwell/catalogs/good.bank.TransfersCatalog.json",
            "META-INF/stepwell/catalogs/good.invoices.InvoicesCatalog.json",
            "META-INF/stepwell/catalogs/good.limits.LimitedCatalog.json",
            "META-INF/stepwell/catalogs/good.orders.OrderFulfilmentCatalog.json",
            "META-INF/stepwell/catalogs/good.orders.RestockingCatalog.json",
            "META-INF/stepwell/catalogs/good.shop.CheckoutCatalog.json",
            "META-INF/stepwell/catalogs/good.trip.BookingCatalog.json",
            "good/bank/BankDayEnded.java",
            "good/bank/BankTransferRepeated.java",
            "good/bank/BankTransferStopped.java",
            "good/bank/BankTransferWanted.java",
            "good/bank/DurableTransfers.java",
            "good/bank/Functions.java",
            "good/bank/SettlementCatalog.java",
            "good/bank/TransfersCatalog.java",
            "good/invoices/DurableInvoices.java",
            "good/invoices/Functions.java",
            "good/invoices/InvoicesCatalog.java",
            "good/invoices/InvoicesOrderShipped.java",
            "good/limits/DocsChanged.java",
            "good/limits/DocsUploaded.java",
            "good/limits/DurableLimited.java",
            "good/limits/Functions.java",
            "good/limits/LimitedCatalog.java",
            "good/limits/UsageRecordedCatalog.java",
            "good/orders/DurableOrderFulfilment.java",
            "good/orders/DurableRestocking.java",
            "good/orders/Functions.java",
            "good/orders/OrderFulfilmentCatalog.java",
            "good/orders/OrderPaidCatalog.java",
            "good/orders/OrdersOrderCancelled.java",
            "good/orders/OrdersOrderPlaced.java",
            "good/orders/RestockingCatalog.java",
            "good/orders/StockLowCatalog.java",
            "good/shop/CheckoutCatalog.java",
            "good/shop/DurableCheckout.java",
            "good/shop/DurableStock_Shelf.java",
            "good/shop/Functions.java",
            "good/shop/ReminderWantedCatalog.java",
            "good/shop/ShopClosed.java",
            "good/shop/ShopOrderCancelled.java",
            "good/shop/ShopOrderPlaced.java",
            "good/trip/BookingCatalog.java",
            "good/trip/DurableBooking.java",
            "good/trip/Functions.java",
            "good/trip/TripApprovedCatalog.java",
            "good/trip/TripCancelled.java",
            "good/trip/TripWanted.java",
            "interface/stepwell/events/bank+day.ended",
            "interface/stepwell/events/bank+settlement.wanted",
            "interface/stepwell/events/bank+transfer.repeated",
            "interface/stepwell/events/bank+transfer.stopped",
            "interface/stepwell/events/bank+transfer.wanted",
            "interface/stepwell/events/docs+changed",
            "interface/stepwell/events/docs+uploaded",
            "interface/stepwell/events/invoices+order.shipped",
            "interface/stepwell/events/orders+order.cancelled",
            "interface/stepwell/events/orders+order.paid",
            "interface/stepwell/events/orders+order.placed",
            "interface/stepwell/events/orders+stock.low",
            "interface/stepwell/events/shop+closed",
            "interface/stepwell/events/shop+order.cancelled",
            "interface/stepwell/events/shop+order.placed",
            "interface/stepwell/events/shop+reminder.wanted",
            "interface/stepwell/events/trip+approved",
            "interface/stepwell/events/trip+cancelled",
            "interface/stepwell/events/trip+wanted",
            "interface/stepwell/events/usage+recorded",
            "interface/stepwell/functions/book-trip",
            "interface/stepwell/functions/check-out",
            "interface/stepwell/functions/clean-up",
            "interface/stepwell/functions/count",
            "interface/stepwell/functions/fulfil-order",
            "interface/stepwell/functions/index",
            "interface/stepwell/functions/invoice-usage",
            "interface/stepwell/functions/invoice@2",
            "interface/stepwell/functions/invoice@3",
            "interface/stepwell/functions/remind",
            "interface/stepwell/functions/report",
            "interface/stepwell/functions/restock",
            "interface/stepwell/functions/settle",
            "interface/stepwell/functions/summarise",
            "interface/stepwell/functions/transfer");
    for (Map.Entry<String, String> file : files.entrySet()) {
      assertThat(file.getValue())
          .as(file.getKey())
          .isEqualTo(Files.readString(EXPECTED.resolve(file.getKey())));
    }
  }

  /** The diagram of the first function of a catalog. */
  private static String diagram(Map<String, String> files, String catalog) throws IOException {
    return new ObjectMapper()
        .readTree(files.get(Catalog.document(catalog)))
        .at("/functions/0/diagram")
        .asText();
  }

  @Test
  void thePageAboutStepGraphsShowsWhatIsMade() throws IOException {
    String page = Files.readString(Path.of("../docs/step-graphs.md"));
    String source = Sources.text(Sources.RESOURCES.resolve("good/trip/Booking.java"));
    String function = source.substring(source.indexOf("  @Function"), source.indexOf("  @Step"));

    assertThat(page)
        .contains("```java\n" + function.stripTrailing().stripIndent() + "\n```")
        .contains(
            "```mermaid\n" + diagram(generated(sources()), "good.trip.BookingCatalog") + "```");
  }

  @Test
  void thePageAboutGraphsShowsWhatIsMade() throws IOException {
    String page = Files.readString(Path.of("../docs/graphs.md"));
    String source = Sources.text(Sources.RESOURCES.resolve("good/orders/OrderFulfilment.java"));
    String type =
        source.substring(source.indexOf("@Function("), source.indexOf("  public record Res"));
    Map<String, String> files = generated(sources());
    String durable = files.getOrDefault("good/orders/DurableOrderFulfilment.java", "");
    String flow = durable.substring(durable.indexOf("  OrderFulfilment.Result flow("));

    assertThat(page)
        .contains("```java\n" + type.stripTrailing() + "\n")
        .contains("```java\n"
            + flow.substring(0, flow.lastIndexOf("}")).stripTrailing().stripIndent() + "\n```")
        .contains("```mermaid\n" + diagram(files, "good.orders.OrderFulfilmentCatalog") + "```");
  }

  @Test
  void theOrderOfSourceFilesMakesNoDifference() throws IOException {
    List<JavaFileObject> reversed = sources();
    Collections.reverse(reversed);

    assertThat(generated(reversed)).isEqualTo(generated(sources()));
  }

  @Test
  void generatedCodeNamesNothingOfStepwellButItsContract() throws IOException {
    for (Map.Entry<String, String> file : generated(sources()).entrySet()) {
      assertThat(file.getValue().lines())
          .as(file.getKey())
          .filteredOn(line -> line.startsWith("import dev.stepwell."))
          .allMatch(
              line -> line.matches(
                  "import dev\\.stepwell\\.(contract\\.\\w+|CronTick|EventMatch|FunctionRef|MaxWaiting|Secret|Singleton|Steps);"));
      assertThat(file.getValue()).doesNotContain("java.lang.reflect");
    }
  }
}
