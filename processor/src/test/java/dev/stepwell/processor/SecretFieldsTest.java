package dev.stepwell.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.Secret;
import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.FunctionDefinition;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The secret fields: those that are marked with {@link Secret}, wherever a run of the function stores them. */
class SecretFieldsTest {
  private static final String RECORDS = """
      package app;
      import dev.stepwell.*;
      import java.util.*;
      public class Records {
        public record InList(@Secret String inList) {}
        public record InMap<T>(@Secret T inMap, T more) {}
        public record InArray(@Secret int inArray) {}
        public record InMore(Optional<@org.jspecify.annotations.Nullable Nested> nested) {}
        public record Nested(@Secret List<String> nested) {}
        public record Tree(@Secret String tree, Tree[] below) {}
        public sealed interface Shape permits Round, Flat {}
        public record Round(@Secret String round) implements Shape {}
        public record Flat(String flat) implements Shape {}
        @com.fasterxml.jackson.annotation.JsonTypeInfo(use = com.fasterxml.jackson.annotation.JsonTypeInfo.Id.NAME)
        @com.fasterxml.jackson.annotation.JsonSubTypes(@com.fasterxml.jackson.annotation.JsonSubTypes.Type(Key.class))
        public interface Way {}
        public record Key(@Secret @com.fasterxml.jackson.annotation.JsonProperty("inForm") String key) implements Way {}
        public record Note(@Secret String inArgument) {}
        public record Unused(@Secret String unused) {}
      }
      """;

  private static final String FLOW = """
      package app;
      import dev.stepwell.*;
      import java.util.*;
      public class Flow {
        @Function(id = "fields", event = {"app/fields", "app/by.hand"})
        @CancelOn(event = "app/stop", match = "own")
        Records.InMore run(@Secret String own, Map<String, Records.InMap<Records.InArray[]>> map) { return null; }
        @Function(id = "whole", event = "app/whole")
        void whole(Whole event, Steps steps) {}
        @Step List<Records.InList> list(@Secret String inStep, Records.Note note, java.io.Reader reader) { return List.of(); }
        @Step Records.Tree tree() { return new Records.Tree("", null); }
        @Step Records.Way way() { return new Records.Key(""); }
        @Step Records.Shape shape() { return new Records.Flat(""); }
      }
      @Event("app/by.hand") record ByHand(String own, Map<String, Records.InMap<Records.InArray[]>> map) {}
      @Event("app/whole") record Whole(@Secret String whole, String shown) {}
      """;

  @TempDir
  Path folder;

  private Path source(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name + ".java"), text);
  }

  private static List<FunctionDefinition<?, ?, ?>> functions(ClassLoader loader) {
    List<FunctionDefinition<?, ?, ?>> functions = new ArrayList<>();
    ServiceLoader.load(Catalog.class, loader)
        .forEach(catalog -> functions.addAll(catalog.functions()));
    return functions;
  }

  private static void assertAllAreFound(ClassLoader loader) {
    assertThat(functions(loader))
        .hasSize(2)
        .allSatisfy(function -> assertThat(function.secretFields())
            .containsExactly(
                "inArgument",
                "inArray",
                "inForm",
                "inList",
                "inMap",
                "inStep",
                "nested",
                "own",
                "round",
                "tree",
                "whole"));
  }

  @Test
  void theyAreFoundInEventsArgumentsAndResultsAndInWhatTheseHold() throws Exception {
    Path classes = folder.resolve("classes");
    Classes.compile(classes, List.of(source("Records", RECORDS), source("Flow", FLOW)));
    try (URLClassLoader loader = Classes.loader(classes)) {
      assertAllAreFound(loader);
    }
  }

  @Test
  void theyAreFoundInRecordsOfOtherModules() throws Exception {
    Path records = folder.resolve("records");
    Path classes = folder.resolve("classes");
    Classes.compile(records, List.of(source("Records", RECORDS)));
    Classes.compile(classes, List.of(source("Flow", FLOW)), records);
    try (URLClassLoader loader = Classes.loader(classes, records)) {
      assertAllAreFound(loader);
    }
  }

  @Test
  void theyAreFoundInWhatABodyStores() throws Exception {
    Path classes = folder.resolve("classes");
    Classes.compile(
        classes, List.of(source("Records", RECORDS), source("Flow", FLOW), source("Body", """
            package app;
            import dev.stepwell.*;
            import java.time.Duration;
            public class Body {
              @Function(id = "body", event = "app/body")
              void run(String key, Steps steps) {
                steps.run("inline", Records.InList.class, () -> new Records.InList(key));
                steps.waitForEvent("whole", WholeCatalog.where(), Duration.ofDays(1));
                steps.invoke("fields", Functions.FIELDS, new AppFields(key, java.util.Map.of()));
              }
            }
            """)));
    try (URLClassLoader loader = Classes.loader(classes)) {
      assertThat(functions(loader))
          .filteredOn(function -> function.id().equals("body"))
          .first()
          .extracting(FunctionDefinition::secretFields)
          .asInstanceOf(InstanceOfAssertFactories.LIST)
          .containsExactly("inList", "nested", "whole");
    }
  }

  @Test
  void schemasSayThatTheyAreOnlyWritten() throws Exception {
    Path classes = folder.resolve("classes");
    Classes.compile(classes, List.of(source("Records", RECORDS), source("Flow", FLOW)));
    try (URLClassLoader loader = Classes.loader(classes)) {
      assertThat(functions(loader))
          .filteredOn(function -> function.id().equals("fields"))
          .first()
          .extracting(function -> function.event().schema())
          .asString()
          .contains("\"own\":{\"type\":\"string\",\"writeOnly\":true}")
          .contains("\"inArray\":{\"type\":\"integer\",\"writeOnly\":true}")
          .doesNotContain("\"more\":{\"type\":\"object\",\"writeOnly\"");
    }
  }

  @Test
  void aFieldOfAnEventIsSecretIfOneOfItsFunctionsSaysSo() throws Exception {
    Path classes = folder.resolve("classes");
    Classes.compile(classes, List.of(source("First", """
            package app;
            public class First {
              @dev.stepwell.Function(id = "first", event = "app/shared")
              void first(String key, String shown) {}
            }
            """), source("Second", """
            package app;
            public class Second {
              @dev.stepwell.Function(id = "second", event = "app/shared")
              void second(@dev.stepwell.Secret String key, String shown) {}
            }
            """)));
    try (URLClassLoader loader = Classes.loader(classes)) {
      assertThat(functions(loader)).hasSize(2).allSatisfy(function -> {
        assertThat(function.secretFields()).containsExactly("key");
        assertThat(function.event().schema())
            .contains("\"key\":{\"type\":\"string\",\"writeOnly\":true}");
      });
    }
  }
}
