package dev.stepwell.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The known shapes of stored results. */
class StoredShapesTest {
  @TempDir
  Path folder;

  /** The schema of the result of the only step, in single quotes; null if it is not known. */
  private @Nullable String result(String body, String members) throws IOException {
    LockProject project = new LockProject(folder)
        .with("app/other/Elsewhere.java", """
            package app.other;
            public record Elsewhere(long at) {}
            """)
        .with("app/Shapes.java", """
            package app;
            import app.other.*;
            import dev.stepwell.*;
            import java.math.BigInteger;
            import java.time.Instant;
            import java.util.*;
            import org.jspecify.annotations.Nullable;
            public class Shapes {
              @Function(id = "shapes", event = "shapes/wanted")
              void shapes(String id, Steps steps) { BODY }
              MEMBERS
            }
            """.replace("BODY", body).replace("MEMBERS", members))
        .compile();
    List<LockedStep> steps = Compiled.read(project.classes()).functions().get(0).steps();
    assertThat(steps).hasSize(1);
    return steps.get(0).result() == null
        ? null
        : steps.get(0).result().toString().replace('"', '\'');
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', nullValues = "unknown", textBlock = """
      long.class           | {'type':'integer','format':'int64'}
      Short.class          | {'type':'integer','format':'int16'}
      BigInteger.class     | {'type':'integer','format':'bigint'}
      java.math.BigDecimal.class | {'type':'number','format':'decimal'}
      Instant.class        | {'type':'string','format':'date-time'}
      byte[].class         | {'type':'string','contentEncoding':'base64'}
      Instant[].class      | {'type':'array','items':{'type':'string','format':'date-time'}}
      Elsewhere.class      | {'type':'object','properties':{'at':{'type':'integer','format':'int64'}},'required':['at'],'additionalProperties':false}
      Level.class          | {'type':'string','enum':['LOW','HIGH']}
      java.util.Locale.class | unknown
      type                 | unknown
      """)
  void anInlineStepStoresTheClassThatItIsGiven(String type, @Nullable String schema)
      throws IOException {
    assertThat(result(
            "@SuppressWarnings(\"unused\") Class<?> type = int.class; steps.run(\"inline\", TYPE, () -> null);"
                .replace("TYPE", type),
            "enum Level { LOW, HIGH }"))
        .isEqualTo(schema);
  }

  @Test
  void inlineStepsOfOneIdThatStoreDifferentThingsAreNotKnown() throws IOException {
    String both = "if (id.isEmpty()) { steps.run(\"x\", TYPE.class, () -> null); }"
        + " else { steps.run(\"x\", String.class, () -> null); }";
    assertThat(result(both.replace("TYPE", "Integer"), "")).isNull();
    assertThat(result(both.replace("TYPE", "String"), "")).isEqualTo("{'type':'string'}");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      public int size;                                                        | 'size':INT     | 'size'
      private int size; public int getSize() { return size; }                 | 'size':INT     | 'size'
      private boolean open; public boolean isOpen() { return open; }          | 'open':TRUE    | 'open'
      private int url; public int getURL() { return url; }                    | 'url':INT      | 'url'
      public @Nullable Boolean open;                                          | 'open':MAYBE   | ""
      public int getSize() { return 1; }                                      | ""             | ""
      public static int size; public transient int more; private int hidden;  | ""             | ""
      """)
  void theObjectsOfAClassAreStoredByTheirProperties(
      String members, String properties, String required) throws IOException {
    String expected = "{'type':'object','properties':{" + properties + "},'required':[" + required
        + "],'additionalProperties':false}";
    assertThat(result(
            "bean();",
            "public static class Bean { " + members
                + " } @Step Bean bean() { return new Bean(); }"))
        .isEqualTo(expected
            .replace("INT", "{'type':'integer','format':'int32'}")
            .replace("TRUE", "{'type':'boolean'}")
            .replace("MAYBE", "{'type':['boolean','null']}"));
  }

  @Test
  void whatIsInheritedIsStoredTooWithItsTypeArguments() throws IOException {
    assertThat(result("bean();", """
        public static class Base<T> { public T first; private T last; public T getLast() { return last; } }
        public static class Bean extends Base<String> {}
        @Step Bean bean() { return new Bean(); }
        """))
        .isEqualTo(
            "{'type':'object','properties':{'first':{'type':'string'},'last':{'type':'string'}},"
                + "'required':['first','last'],'additionalProperties':false}");
  }

  @Test
  void aTypeThatHoldsItselfIsToldOnce() throws IOException {
    assertThat(result("term();", """
        public sealed interface Term permits Sum, Value {}
        public record Sum(List<Term> terms) implements Term {}
        public record Value(int value) implements Term {}
        @Step Term term() { return new Value(1); }
        """))
        .isEqualTo(
            "{'type':'object','discriminator':{'propertyName':'@type'},'oneOf':["
                + "{'title':'Sum','type':'object','properties':{'terms':{'type':'array','items':{}}},'required':['terms'],'additionalProperties':false},"
                + "{'title':'Value','type':'object','properties':{'value':{'type':'integer','format':'int32'}},'required':['value'],'additionalProperties':false}]}");
  }

  @Test
  void aTypeThatHoldsTooManyIsToldInPart() throws IOException {
    String levels = IntStream.range(0, 30)
        .mapToObj(level -> "public record L%1$d(L%2$d a, L%2$d b) {}".formatted(level, level + 1))
        .collect(Collectors.joining(" "));
    assertThat(result(
            "top(null);",
            levels + " public record L30(int x) {} @Step L0 top(L0 other) { return null; }"))
        .hasSizeLessThan(100_000)
        .contains("{'type':'integer','format':'int32'}");
  }

  @Test
  void whatAnEarlierReleaseDidNotSayIsNotCompared() throws IOException {
    LockProject project = LockedOrders.in(folder).released();
    String lock = Files.readString(project.lockFile())
        .replaceAll(",\\s*\"format\" : \"\\w+\"", "")
        .replaceAll("\"(condition|cancelOn|inline)\" : .*", "");
    assertThat(lock).contains("\"format\" : 1").doesNotContain("int64", "cancelOn");
    Files.writeString(project.lockFile(), lock);
    assertThat(project.findings()).isEmpty();

    project.change(
        LockedOrders.FILE,
        "\"count\", Long.class, () -> 5_000_000_000L",
        "\"count\", int.class, () -> 5");
    assertThat(project.findings()).isEmpty();
    project.change(
        LockedOrders.FILE,
        "\"orders/wanted\"",
        "\"orders/wanted\", condition = \"event.data.id != ''\"");
    assertThat(project.findings()).isEmpty();
  }
}
