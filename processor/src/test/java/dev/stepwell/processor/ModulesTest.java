package dev.stepwell.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions and events of another module, on the class path of this one. */
class ModulesTest {
  @TempDir
  Path folder;

  private Path billing;
  private Path shop;

  static Stream<JavaCompiler> compilers() {
    return Stream.of(ToolProvider.getSystemJavaCompiler(), new EclipseCompiler());
  }

  @BeforeEach
  void compileTheOtherModule() throws IOException {
    billing = folder.resolve("billing/target/classes");
    shop = folder.resolve("shop/target/classes");
    Classes.compile(
        billing,
        List.of(
            source("billing", "billing/InvoicePaid", """
                package billing;
                @dev.stepwell.Event("billing/invoice.paid")
                public record InvoicePaid(String invoiceId, long cents) {}
                """),
            source("billing", "billing/Billing", """
                package billing;
                public class Billing {
                  @dev.stepwell.Function(id = "send-invoice", event = "billing/invoice.wanted")
                  void send(String orderId, int cents) {}
                }
                """)));
  }

  private Path source(String module, String name, String text) throws IOException {
    Path file = folder.resolve(module).resolve("src").resolve(name + ".java");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Path shop(String packageName, String name, String body) throws IOException {
    String text = "package " + packageName + ";\n" + body;
    return source("shop", packageName + "/" + name, text);
  }

  /** The messages of the compiler for the shop, with this on its class path. */
  private List<String> told(JavaCompiler compiler, Path other, Path... sources) throws IOException {
    Files.createDirectories(shop);
    Path generated = Files.createDirectories(folder.resolve("shop/target/generated"));
    String classPath =
        String.join(":", System.getProperty("java.class.path"), shop.toString(), other.toString());
    List<String> options = List.of(
        "-d", shop.toString(), "-s", generated.toString(), "-cp", classPath, "--release", "17");
    List<String> told = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> one :
        Classes.said(compiler, options, List.of(sources))) {
      if (one.getKind() == Diagnostic.Kind.ERROR) {
        told.add(one.getLineNumber() + ": " + one.getMessage(Locale.ROOT));
      }
    }
    return told;
  }

  private List<String> told(Path... sources) throws IOException {
    return told(ToolProvider.getSystemJavaCompiler(), billing, sources);
  }

  private Path jar(Path compiled, String name) throws IOException {
    Path jar = folder.resolve(name);
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file);
        Stream<Path> classes = Files.walk(compiled)) {
      for (Path one : classes.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(compiled.relativize(one).toString()));
        zip.write(Files.readAllBytes(one));
      }
    }
    return jar;
  }

  private Path sameFunction() throws IOException {
    return shop("shop", "Shop", """
        public class Shop {
          @dev.stepwell.Function(id = "send-invoice", event = "shop/order.placed")
          void place(String orderId) {}
        }
        """);
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void anIdThatAnotherJarHasIsTold(JavaCompiler compiler) throws IOException {
    assertThat(told(compiler, jar(billing, "billing.jar"), sameFunction()))
        .containsExactly(
            "3: [SameFunctionId] two functions have the id send-invoice: billing.Billing in billing.jar"
                + " and Shop.place; give one of them another id");
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void anIdThatAnotherFolderHasIsTold(JavaCompiler compiler) throws IOException {
    assertThat(told(compiler, billing, sameFunction()))
        .containsExactly(
            "3: [SameFunctionId] two functions have the id send-invoice: billing.Billing in"
                + " billing/target/classes and Shop.place; give one of them another id");
  }

  @Test
  void eventsOfAnotherJarCanBeSentAndOtherRecordsCannot() throws IOException {
    Path sending = shop("shop", "Sending", """
        public class Sending {
          @dev.stepwell.Function(id = "sending", event = "shop/sending")
          void send(String orderId, dev.stepwell.Steps steps) {
            steps.send("generated", new billing.BillingInvoiceWanted(orderId, 1));
            steps.send("declared", new billing.InvoicePaid(orderId, 1L));
            steps.sendAll("all", java.util.List.of(new billing.InvoicePaid(orderId, 2L)));
            steps.send("other", new Other(orderId));
          }
          record Other(String orderId) {}
        }
        """);

    assertThat(told(ToolProvider.getSystemJavaCompiler(), jar(billing, "billing.jar"), sending))
        .singleElement()
        .asString()
        .startsWith("8: [NotAnEvent]");
  }

  @Test
  void twoJarsOfFunctionsCanBeModulesOfJava() throws IOException {
    Path placing = shop("shop", "Shop", """
        public class Shop {
          @dev.stepwell.Function(id = "place", event = "shop/order.placed")
          void place(String orderId) {}
        }
        """);
    assertThat(told(placing)).isEmpty();

    ModuleFinder jars = ModuleFinder.of(jar(billing, "billing.jar"), jar(shop, "shop.jar"));
    ModuleLayer layer = ModuleLayer.boot()
        .defineModulesWithOneLoader(
            ModuleLayer.boot()
                .configuration()
                .resolve(jars, ModuleFinder.of(), List.of("billing", "shop")),
            ModulesTest.class.getClassLoader());

    assertThat(layer.modules())
        .extracting(Module::getPackages)
        .containsExactlyInAnyOrder(Set.of("billing"), Set.of("shop"));
  }

  @Test
  void whatIsLeftOfAFunctionThatWentIsNoFunction() throws IOException {
    Files.delete(billing.resolve("billing/BillingCatalog.class"));
    Files.delete(billing.resolve("billing/BillingCatalog.java"));

    assertThat(told(sameFunction())).isEmpty();
  }

  @Test
  void whatThisModuleHasLeftOfAnEarlierCompilationIsItsOwn() throws IOException {
    Path before = shop("shop", "Before", """
        public class Before {
          @dev.stepwell.Function(id = "place", event = "shop/order.placed")
          void place(String orderId) {}
        }
        """);
    Path after = shop("shop", "After", """
        public class After {
          @dev.stepwell.Function(id = "place", event = "shop/order.placed")
          void place(String orderId) { orderId.isBlank(); }
        }
        """);

    assertThat(told(before)).isEmpty();
    Files.delete(before);
    Files.delete(shop.resolve("shop/Before.class"));
    assertThat(told(after)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void aFieldOfAnEventThatAnotherModuleDeclaresHasItsNameInJson(JavaCompiler compiler)
      throws IOException {
    Path naming = folder.resolve("naming/target/classes");
    Classes.compile(naming, List.of(source("naming", "naming/Named", """
        package naming;
        import com.fasterxml.jackson.annotation.JsonProperty;
        @dev.stepwell.Event("naming/named")
        public record Named(@JsonProperty("order_id") String order, Line line) {
          public record Line(@JsonProperty("line_number") int number) {}
        }
        """)));
    Path shipping = shop("shop", "Shipping", """
        public class Shipping {
          @dev.stepwell.Function(id = "ship", event = "naming/named",
              condition = "event.data.order_id != '' && event.data.line.line_number > 1")
          void ship(String order) {}
          @dev.stepwell.Function(id = "send", event = "naming/named", condition = "event.data.order != ''")
          void send(String order) {}
        }
        """);

    assertThat(told(compiler, naming, shipping))
        .containsExactly(
            "6: [UnknownField] event naming/named has no field order (its fields are order_id, line);"
                + " JSON has order as order_id");
  }

  @Test
  void anEventThatAnotherModuleDeclaresIsTheRecordThere() throws IOException {
    Path shipping = shop("shop", "Shipping", """
        public class Shipping {
          @dev.stepwell.Function(id = "ship", event = "billing/invoice.paid")
          @dev.stepwell.CancelOn(event = "billing/invoice.paid", match = "invoiceId")
          void ship(String invoiceId) {}

          java.lang.reflect.Type usesTheRecord() {
            return DurableShipping.class;
          }
        }
        """);

    assertThat(told(shipping)).isEmpty();
    assertThat(shop.resolve("shop/ShippingCatalog.class")).exists();
    assertThat(shop.resolve("shop/BillingInvoicePaid.class")).doesNotExist();
  }

  @Test
  void fieldsAreComparedWithTheRecordThere() throws IOException {
    Path shipping = shop("shop", "Shipping", """
        public class Shipping {
          @dev.stepwell.Function(id = "ship", event = "billing/invoice.paid")
          void ship(int cents, String address) {}
        }
        """);

    assertThat(told(shipping))
        .containsExactlyInAnyOrder(
            "4: [FieldType] field cents of event billing/invoice.paid is long, but here it is int; use the same type",
            "4: [UnknownField] event billing/invoice.paid has no field address (its fields are invoiceId, cents)");
  }

  @Test
  void anEventThatIsGeneratedThereIsDeclaredOnceByHand() throws IOException {
    Path audit = shop("shop", "Audit", """
        public class Audit {
          @dev.stepwell.Function(id = "audit", event = "billing/invoice.wanted")
          void audit(String orderId, int cents) {}
        }
        """);

    assertThat(told(audit))
        .containsExactly(
            "3: [EventPackages] event billing/invoice.wanted is used in the packages billing and shop; declare it"
                + " once, as @Event(\"billing/invoice.wanted\") record BillingInvoiceWanted(…), and use that record in both");
  }

  @Test
  void anEventOfTwoShapesInOnePackageIsTold() throws IOException {
    Path audit = shop("billing", "Audit", """
        public class Audit {
          @dev.stepwell.Function(id = "audit", event = "billing/invoice.wanted")
          void audit(long orderId) {}
        }
        """);

    assertThat(told(audit))
        .containsExactly(
            "3: [EventShapes] event billing/invoice.wanted has two shapes: (String orderId, int cents) and (long"
                + " orderId); declare it once, as @Event(\"billing/invoice.wanted\") record BillingInvoiceWanted(…), and"
                + " use that record in both");
  }

  @Test
  void anEventThatIsDeclaredTwiceIsTold() throws IOException {
    Path paid = shop("shop", "Paid", """
        @dev.stepwell.Event("billing/invoice.paid")
        public record Paid(String invoiceId) {}
        """);

    assertThat(told(paid))
        .containsExactly("2: [SameEvent] two records declare the event billing/invoice.paid:"
            + " billing.InvoicePaid in billing/target/classes and Paid; keep one of them");
  }
}
