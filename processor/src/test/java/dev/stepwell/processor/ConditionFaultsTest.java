package dev.stepwell.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.FunctionDefinition;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is generated from conditions, compiled and loaded. */
class ConditionFaultsTest {
  @TempDir
  Path folder;

  private URLClassLoader compiled() throws Exception {
    Classes.compile(folder, List.of(Sources.RESOURCES.resolve("odd/Conditioned.java")));
    return Classes.loader(folder);
  }

  private static List<String> fields(ClassLoader loader, String record) throws Exception {
    return Arrays.stream(loader.loadClass(record).getRecordComponents())
        .map(field ->
            field.getGenericType().getTypeName().replaceFirst(".*\\.", "") + " " + field.getName())
        .toList();
  }

  @Test
  void theFieldsOfACancellingEventAreThoseThatItsConditionNames() throws Exception {
    try (URLClassLoader loader = compiled()) {
      assertThat(fields(loader, "odd.OddToldStop"))
          .containsExactly(
              "UUID id",
              "String secret",
              "String country",
              "String reason",
              "long count",
              "double share",
              "boolean sure",
              "String name",
              "LocalDate day",
              "long scores");
      assertThat(fields(loader, "odd.OddNoneStop")).isEmpty();
      assertThat(fields(loader, "odd.OddClockStop")).containsExactly("boolean sure");
    }
  }

  @Test
  void aSecretThatIsComparedStaysOne() throws Exception {
    try (URLClassLoader loader = compiled()) {
      assertThat(function(loader, "told").secretFields()).containsExactly("secret", "token");
    }
  }

  @Test
  void theCatalogHoldsConditionsAsTheyAreWritten() throws Exception {
    try (URLClassLoader loader = compiled()) {
      assertThat(function(loader, "whole").condition())
          .isEqualTo("event.data.amount > -0.5 && event.data.from != null");
      assertThat(function(loader, "none").condition()).isNull();
      assertThat(function(loader, "none").cancelOn())
          .hasToString("[CancelOnDefinition[event=odd/none.stop, match=[],"
              + " condition=event.data.key.startsWith('test')]]");
    }
  }

  private static FunctionDefinition<?, ?, ?> function(ClassLoader loader, String id) {
    return StreamSupport.stream(ServiceLoader.load(Catalog.class, loader).spliterator(), false)
        .flatMap(catalog -> catalog.functions().stream())
        .filter(function -> function.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
