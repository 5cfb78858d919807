package dev.stepwell.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwell.Function;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules of Java: the faults of their module-info, what they see of others on the module path, and that they run. */
class JavaModulesTest {
  private static final String PROVIDES = "provides dev.stepwell.contract.Catalog with ";

  private static final String JACKSON = "com.fasterxml.jackson.databind";

  @TempDir
  Path folder;

  private Path stepwell;

  @BeforeEach
  void packStepwell() throws Exception {
    Path classes = home(Function.class);
    stepwell = Files.isDirectory(classes)
        ? jar(classes, "stepwell-annotations.jar", "dev.stepwell")
        : classes;
  }

  /** The jar or folder that a class comes from. */
  private static Path home(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Packs a folder, as an ordinary jar of this module name. */
  private Path jar(Path classes, String name, @Nullable String module) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (module != null) {
      manifest.getMainAttributes().putValue("Automatic-Module-Name", module);
    }
    Path jar = folder.resolve(name);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(file, manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path one : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new JarEntry(classes.relativize(one).toString()));
        zip.write(Files.readAllBytes(one));
      }
    }
    return jar;
  }

  private Path classes(String module) {
    return folder.resolve(module).resolve("target/classes");
  }

  private Path source(String module, String name, String text) throws IOException {
    Path file = folder.resolve(module).resolve("src").resolve(name + ".java");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Path moduleInfo(String module, String... lines) throws IOException {
    return source(module, "module-info", """
        module %s {
          requires dev.stepwell;
          requires static java.compiler;
          %s
        }
        """.formatted(module, String.join("\n  ", lines)));
  }

  private List<String> told(String module, List<Path> others, List<Path> sources) throws Exception {
    return told(module, others, List.of(), sources);
  }

  /** The messages of javac for the sources of a module, with these others on its module path, and further options. */
  private List<String> told(
      String module, List<Path> others, List<String> further, List<Path> sources) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Path> path = new ArrayList<>(List.of(stepwell, home(Nullable.class)));
    path.addAll(others);
    Path classes = Files.createDirectories(classes(module));
    Path nothing = Files.createDirectories(folder.resolve("nothing"));
    List<String> options = new ArrayList<>(
        List.of("-d", classes.toString(), "-s", classes.toString(), "-cp", nothing.toString()));
    options.addAll(List.of("--module-path", joined(path), "-parameters"));
    options.addAll(further);
    List<String> told = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> one : Classes.said(compiler, options, sources)) {
      JavaFileObject source = one.getSource();
      String at = source == null ? "" : Path.of(source.getName()).getFileName() + ":";
      String severity = one.getKind() == Diagnostic.Kind.ERROR ? "" : "warning: ";
      told.add(at + one.getLineNumber() + ": " + severity + one.getMessage(Locale.ROOT));
    }
    return told;
  }

  private static String joined(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(":"));
  }

  private List<Path> billingSources() throws IOException {
    return List.of(
        source("billing", "billing/InvoicePaid", """
            package billing;
            @dev.stepwell.Event("billing/invoice.paid")
            public record InvoicePaid(String invoiceId, long cents) {}
            """), source("billing", "billing/Billing", """
            package billing;
            public class Billing {
              @dev.stepwell.Function(id = "send-invoice", event = "billing/invoice.wanted")
              void send(String orderId, int cents) {}
            }
            """));
  }

  private static List<Path> and(Path one, List<Path> others) {
    List<Path> all = new ArrayList<>(List.of(one));
    all.addAll(others);
    return all;
  }

  /** Compiles the billing module with this declaration about its package. */
  private Path billing(String... lines) throws Exception {
    String[] all = Arrays.copyOf(lines, lines.length + 1);
    all[lines.length] = PROVIDES + "billing.BillingCatalog, billing.InvoicePaidCatalog;";
    List<Path> sources = and(moduleInfo("billing", all), billingSources());
    assertThat(told("billing", List.of(), sources)).isEmpty();
    return classes("billing");
  }

  /** Compiles the same classes as an ordinary jar. */
  private Path billingJar() throws Exception {
    Path classes = folder.resolve("plain/target/classes");
    Classes.compile(classes, billingSources());
    return jar(classes, "billing.jar", null);
  }

  @Test
  void allThatAModuleHidesIsToldWithTheLineToWrite() throws Exception {
    assertThat(told("billing", List.of(), and(moduleInfo("billing"), billingSources())))
        .containsExactlyInAnyOrder(
            "module-info.java:1: warning: [UndeclaredCatalog] module billing does not provide"
                + " billing.BillingCatalog and 1 more, so its functions and events are not found"
                + " when the code runs as a module; add to its module-info: provides"
                + " dev.stepwell.contract.Catalog with billing.BillingCatalog,"
                + " billing.InvoicePaidCatalog;",
            "module-info.java:1: warning: [ClosedPackage] module billing does not open package"
                + " billing, so JSON cannot carry BillingInvoiceWanted when the code runs as a"
                + " module; add to its module-info: opens billing;");
  }

  @Test
  void whatIsProvidedStaysInTheLineToWrite() throws Exception {
    Path moduleInfo =
        moduleInfo("billing", "opens billing;", PROVIDES + "billing.InvoicePaidCatalog;");

    assertThat(told("billing", List.of(), and(moduleInfo, billingSources())))
        .singleElement(STRING)
        .contains("billing.BillingCatalog, so ")
        .endsWith(PROVIDES + "billing.BillingCatalog, billing.InvoicePaidCatalog;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "opens billing;",
        "exports billing;",
        "requires " + JACKSON + "; opens billing to " + JACKSON + ";"
      })
  void aPackageIntoWhichJacksonLooksIsOpenEnough(String line) throws Exception {
    Path moduleInfo = moduleInfo(
        "billing", line, PROVIDES + "billing.BillingCatalog, billing.InvoicePaidCatalog;");

    assertThat(told("billing", jackson(), and(moduleInfo, billingSources()))).isEmpty();
  }

  @Test
  void anOpenModuleOpensAll() throws Exception {
    Path moduleInfo =
        moduleInfo("billing", PROVIDES + "billing.BillingCatalog, billing.InvoicePaidCatalog;");
    Files.writeString(moduleInfo, "open " + Files.readString(moduleInfo));

    assertThat(told("billing", List.of(), and(moduleInfo, billingSources()))).isEmpty();
  }

  @Test
  void aPackageIsOpenedForTheResultsOfStepsToo() throws Exception {
    Path moduleInfo = moduleInfo(
        "shop", "opens shop;", "opens shop.own to java.sql;", PROVIDES + "shop.ShopCatalog;");
    List<Path> sources = List.of(
        moduleInfo,
        source("shop", "shop/own/Price", "package shop.own; public record Price(long cents) {}"),
        source("shop", "shop/kinds/Kind", "package shop.kinds; public enum Kind { A }"),
        source("shop", "shop/Shop", """
            package shop;
            public class Shop {
              @dev.stepwell.Function(id = "place", event = "shop/order.placed")
              void place(String orderId) { prices(); }
              @dev.stepwell.Step
              java.util.Map<shop.kinds.Kind, shop.own.Price> prices() { return java.util.Map.of(); }
            }
            """));

    assertThat(told("shop", List.of(), List.of("-Xlint:-module"), sources))
        .containsExactly("module-info.java:1: warning: [ClosedPackage] module shop does not open"
            + " package shop.own, so JSON cannot carry Price when the code runs as a module; add to"
            + " its module-info: opens shop.own;");
  }

  @Test
  void anExportIsTooLittleForARecordThatIsNotPublic() throws Exception {
    List<Path> sources = List.of(
        moduleInfo("shop", "exports shop;", PROVIDES + "shop.ShopCatalog;"),
        source("shop", "shop/Shop", """
            package shop;
            public class Shop {
              record Price(long cents) {}
              @dev.stepwell.Function(id = "place", event = "shop/order.placed")
              void place(String orderId) { price(); }
              @dev.stepwell.Step
              Price price() { return new Price(1); }
            }
            """));

    assertThat(told("shop", List.of(), sources))
        .singleElement(STRING)
        .contains("[ClosedPackage] module shop does not open package shop, so JSON cannot carry"
            + " Shop.Price when");
  }

  @Test
  void aCatalogThatIsGoneIsToldByTheCompilerAlone() throws Exception {
    Path moduleInfo =
        moduleInfo("shop", "opens shop;", PROVIDES + "shop.ShopCatalog, shop.GoneCatalog;");

    assertThat(told("shop", List.of(), List.of(moduleInfo, shop("place"))))
        .singleElement(STRING)
        .startsWith("module-info.java:5: cannot find symbol");
  }

  private Path shop(String id) throws IOException {
    return source("shop", "shop/Shop", """
        package shop;
        public class Shop {
          @dev.stepwell.Function(id = "%s", event = "shop/order.placed")
          void place(String orderId) {}
        }
        """.formatted(id));
  }

  /** The module-info of a shop, complete except for these requirements. */
  private Path shopInfo(String... lines) throws IOException {
    String[] all = Arrays.copyOf(lines, lines.length + 2);
    all[lines.length] = "opens shop;";
    all[lines.length + 1] = PROVIDES + "shop.ShopCatalog;";
    return moduleInfo("shop", all);
  }

  @Test
  void whereOnlySomeClassesAreCompiledTheModuleInfoOfBeforeHolds() throws Exception {
    Path shop = shop("place");
    assertThat(told("shop", List.of(), List.of(shopInfo(), shop))).isEmpty();
    Path returns = source("shop", "shop/Returns", """
        package shop;

        public class Returns {
          @dev.stepwell.Function(id = "take-back", event = "shop/order.returned")
          void takeBack(String orderId) {}
        }
        """);

    assertThat(told("shop", List.of(), List.of(shop))).isEmpty();
    assertThat(told("shop", List.of(), List.of(returns)))
        .singleElement(STRING)
        .startsWith("Returns.java:3: warning: [UndeclaredCatalog] module shop does not provide"
            + " shop.ReturnsCatalog, so ")
        .endsWith(PROVIDES + "shop.ReturnsCatalog, shop.ShopCatalog;");
  }

  @Test
  void testsInAModuleAreNoneOfItsOwn() throws Exception {
    assertThat(told("shop", List.of(), List.of(shopInfo(), shop("place")))).isEmpty();
    Path test = source("tests", "shop/ShopTest", """
        package shop;
        class ShopTest {
          @dev.stepwell.Function(id = "try", event = "shop/order.tried")
          void test(String orderId) {}
          @dev.stepwell.Function(id = "place", event = "shop/order.tried")
          void place(String orderId) {}
        }
        """);
    Path packageInfo = source("tests", "shop/package-info", "/** As the module. */ package shop;");
    List<String> patch =
        List.of("--patch-module", "shop=" + folder.resolve("tests/src"), "--add-modules", "shop");

    assertThat(told("tests", List.of(classes("shop")), patch, List.of(test, packageInfo)))
        .containsExactly("ShopTest.java:5: [SameFunctionId] two functions have the id place:"
            + " shop.Shop in shop/target/classes and ShopTest.place; give one of them another id");
  }

  @Test
  void anIdThatAnotherModuleHasIsTold() throws Exception {
    List<Path> sources = List.of(shopInfo("requires billing;"), shop("send-invoice"));

    assertThat(told("shop", List.of(billing("exports billing;")), sources))
        .containsExactly("Shop.java:3: " + sameId("billing/target/classes"));
  }

  @Test
  void anIdInAPackageThatIsNotExportedIsTold() throws Exception {
    List<Path> sources = List.of(shopInfo("requires billing;"), shop("send-invoice"));

    assertThat(told("shop", List.of(billing("opens billing;")), sources))
        .containsExactly("Shop.java:3: " + sameId("billing/target/classes"));
  }

  @Test
  void anIdThatAnOrdinaryJarHasIsTold() throws Exception {
    List<Path> sources = List.of(shopInfo("requires billing;"), shop("send-invoice"));

    assertThat(told("shop", List.of(billingJar()), sources))
        .containsExactly("Shop.java:3: " + sameId("billing.jar"));
  }

  @Test
  void anIdThatAModuleHasIsToldWhereThereIsNoModuleInfo() throws Exception {
    List<String> further = List.of("--add-modules", "billing,dev.stepwell,org.jspecify");

    assertThat(told(
            "shop", List.of(billing("exports billing;")), further, List.of(shop("send-invoice"))))
        .containsExactly("Shop.java:3: " + sameId("billing/target/classes"));
  }

  @Test
  void anIdThatAJarOfTheClassPathHasIsToldToAModule() throws Exception {
    List<Path> sources = List.of(shopInfo(), shop("send-invoice"));
    List<String> further = List.of("-cp", billingJar().toString());

    assertThat(told("shop", List.of(), further, sources))
        .containsExactly("Shop.java:3: " + sameId("billing.jar"));
  }

  private static String sameId(String place) {
    return "[SameFunctionId] two functions have the id send-invoice: billing.Billing in " + place
        + " and Shop.place; give one of them another id";
  }

  @Test
  void modulesThatAreNotRequiredAreNotSeen() throws Exception {
    List<Path> sources = List.of(shopInfo(), shop("send-invoice"));

    assertThat(told("shop", List.of(billing("exports billing;")), sources)).isEmpty();
  }

  private Path shipping(String parameters) throws IOException {
    return source("shop", "shop/Shop", """
        package shop;
        public class Shop {
          @dev.stepwell.Function(id = "ship", event = "billing/invoice.paid")
          void ship(%s) {}
        }
        """.formatted(parameters));
  }

  @Test
  void anEventThatAnotherModuleDeclaresIsTheRecordThere() throws Exception {
    List<Path> sources = List.of(shopInfo("requires billing;"), shipping("String invoiceId"));

    assertThat(told("shop", List.of(billing("exports billing;")), sources)).isEmpty();
    assertThat(classes("shop").resolve("shop/ShopCatalog.class")).exists();
    assertThat(classes("shop").resolve("shop/BillingInvoicePaid.class")).doesNotExist();
  }

  @Test
  void anEventThatAnOrdinaryJarDeclaresIsTheRecordThere() throws Exception {
    List<Path> sources = List.of(shopInfo("requires billing;"), shipping("int cents"));

    assertThat(told("shop", List.of(billingJar()), sources))
        .containsExactly("Shop.java:4: [FieldType] field cents of event billing/invoice.paid is"
            + " long, but here it is int; use the same type");
  }

  @Test
  void anEventInAPackageThatIsNotExportedIsAnotherRecord() throws Exception {
    List<Path> sources = List.of(shopInfo("requires billing;"), shipping("String invoiceId"));

    assertThat(told("shop", List.of(billing("opens billing;")), sources)).isEmpty();
    assertThat(classes("shop").resolve("shop/BillingInvoicePaid.class")).exists();
  }

  @Test
  void anEventOfTheClassPathIsAnotherRecordInAModuleThatDoesNotSeeIt() throws Exception {
    List<Path> sources = List.of(shopInfo(), shipping("String invoiceId"));
    List<String> further = List.of("-cp", billingJar().toString());

    assertThat(told("shop", List.of(), further, sources)).isEmpty();
    assertThat(classes("shop").resolve("shop/BillingInvoicePaid.class")).exists();
  }

  @Test
  void anEventThatIsDeclaredInBothIsTold() throws Exception {
    Path paid = source("shop", "shop/Paid", """
        package shop;
        @dev.stepwell.Event("billing/invoice.paid")
        public record Paid(String invoiceId) {}
        """);

    assertThat(told(
            "shop",
            List.of(billing("exports billing;")),
            List.of(shopInfo("requires billing;"), paid, shop("place"))))
        .contains("Paid.java:2: [SameEvent] two records declare the event billing/invoice.paid:"
            + " billing.InvoicePaid in billing/target/classes and Paid; keep one of them");
  }

  /** The sources of a program that prints what it finds, and what JSON carries. */
  private List<Path> program() throws IOException {
    Path main = source("shop", "shop/Main", """
        package shop;
        import com.fasterxml.jackson.databind.ObjectMapper;
        public class Main {
          public static void main(String[] none) throws Exception {
            for (var catalog : java.util.ServiceLoader.load(dev.stepwell.contract.Catalog.class)) {
              catalog.functions().forEach(function -> System.out.println("function " + function.id()));
              catalog.events().forEach(event -> System.out.println("event " + event.name()));
            }
            var json = new ObjectMapper();
            System.out.println(json.writeValueAsString(new billing.InvoicePaid("2", 3)));
            System.out.println(json.readValue("{\\"orderId\\":\\"1\\"}", ShopOrderPlaced.class));
          }
        }
        """);
    return List.of(shop("place"), main);
  }

  private static List<Path> jackson() throws URISyntaxException {
    return List.of(home(ObjectMapper.class), home(JsonFactory.class), home(JsonProperty.class));
  }

  /** The output of the program if the module-info of the shop also contains this. */
  private List<String> printed(String... lines) throws Exception {
    List<Path> others = and(billing("exports billing;"), jackson());
    List<String> all = new ArrayList<>(List.of("requires billing;", "requires " + JACKSON + ";"));
    all.add("uses dev.stepwell.contract.Catalog;");
    all.addAll(List.of(lines));
    Path moduleInfo = moduleInfo("shop", all.toArray(String[]::new));
    told("shop", others, and(moduleInfo, program()));
    List<Path> path = new ArrayList<>(List.of(stepwell, home(Nullable.class), classes("shop")));
    path.addAll(others);
    return run("--module-path", joined(path), "--module", "shop/shop.Main");
  }

  @Test
  void aModuleThatIsRightRuns() throws Exception {
    assertThat(printed("opens shop;", PROVIDES + "shop.ShopCatalog;"))
        .containsExactlyInAnyOrder(
            "function place",
            "event shop/order.placed",
            "function send-invoice",
            "event billing/invoice.wanted",
            "event billing/invoice.paid",
            "{\"invoiceId\":\"2\",\"cents\":3}",
            "ShopOrderPlaced[orderId=1]");
  }

  @Test
  void jsonCarriesNothingOfAClosedPackage() throws Exception {
    assertThat(printed(PROVIDES + "shop.ShopCatalog;"))
        .contains("function place")
        .doesNotContain("ShopOrderPlaced[orderId=1]")
        .anyMatch(line -> line.contains("module shop does not \"exports shop\""));
  }

  /** The output of a JVM started with these arguments. */
  private List<String> run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(
        List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(List.of(arguments));
    Path printed = folder.resolve("printed");
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(printed.toFile())
        .start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(printed);
  }
}
