package dev.stepwell.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/**
 * The output of two examples, to the letter; {@code -Dstepwell.golden=update} writes the expected files anew. The compiler
 * lets all of it through with every warning an error.
 */
class GeneratedSourcesTest {
  private static final Path EXPECTED = Sources.RESOURCES.resolve("expected");

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
      if (file.getName().contains("META-INF")) {
        files.put(
            file.getName().substring(file.getName().indexOf("META-INF")),
            file.getCharContent(true).toString());
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
            "good/bank/BankDayEnded.java",
            "good/bank/BankTransferRepeated.java",
            "good/bank/BankTransferStopped.java",
            "good/bank/BankTransferWanted.java",
            "good/bank/DurableTransfers.java",
            "good/bank/Functions.java",
            "good/bank/SettlementCatalog.java",
            "good/bank/TransfersCatalog.java",
            "good/shop/CheckoutCatalog.java",
            "good/shop/DurableCheckout.java",
            "good/shop/DurableStock_Shelf.java",
            "good/shop/Functions.java",
            "good/shop/ReminderWantedCatalog.java",
            "good/shop/ShopClosed.java",
            "good/shop/ShopOrderCancelled.java",
            "good/shop/ShopOrderPlaced.java");
    for (Map.Entry<String, String> file : files.entrySet()) {
      assertThat(file.getValue())
          .as(file.getKey())
          .isEqualTo(Files.readString(EXPECTED.resolve(file.getKey())));
    }
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
          .allMatch(line -> line.matches(
              "import dev\\.stepwell\\.(contract\\.\\w+|CronTick|EventMatch|FunctionRef);"));
      assertThat(file.getValue()).doesNotContain("java.lang.reflect");
    }
  }
}
