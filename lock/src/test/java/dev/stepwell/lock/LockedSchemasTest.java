package dev.stepwell.lock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.runtime.codec.Json;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * If the comparison of two schemas finds nothing, the runtime reads the old values with all their numbers, for any two
 * of these types.
 */
class LockedSchemasTest {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
  private static final String STEPS = """
      package app;
      import com.fasterxml.jackson.annotation.*;
      import dev.stepwell.*;
      import java.math.*;
      import java.time.*;
      import java.util.*;
      import org.jspecify.annotations.Nullable;
      public class Types {
        public enum Two { A, B }
        public enum Three { A, B, C }
        public sealed interface Pay permits Card, Cash {}
        public sealed interface More permits Card, Cash, Gift {}
        public record Card(String number) implements Pay, More {}
        public record Cash(int cents) implements Pay, More {}
        public record Gift(String code) implements More {}
        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind") public sealed interface Told permits ToldCard {}
        @JsonTypeName("Card") public record ToldCard(String number) implements Told {}
        public sealed interface Named permits NamedCard {}
        @JsonTypeName("Card") public record NamedCard(String number) implements Named {}
        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME) @JsonSubTypes(@JsonSubTypes.Type(value = CardOrCash.class, names = {"Cash", "Card"}))
        public interface Either {}
        public record CardOrCash(@Nullable String number, @Nullable Integer cents) implements Either {}
        public static class Bean {
          private String name = "x";
          public long size = 5_000_000_000L;
          public String getName() { return name; }
        }
        public static class WiderBean extends Bean {
          private @Nullable List<String> tags;
          public void setTags(@Nullable List<String> tags) { this.tags = tags; }
          public @Nullable List<String> getTags() { return tags; }
          public boolean isOpen() { return true; }
        }
        public record Old(String name, int count) {}
        public record Wider(String name, double count, @Nullable String note) {}
        public record Narrower(String name) {}
        public record Other(String name, List<Two> kinds) {}
        @Function(id = "types", event = "types/wanted")
        void all(Steps steps) {
          CALLS
        }
        @Step public String text() { return "x"; }
        @Step public int whole() { return 1; }
        @Step public long big() { return 9_007_199_254_740_993L; }
        @Step public byte tiny() { return 1; }
        @Step public BigInteger huge() { return BigInteger.TEN.pow(30); }
        @Step public float half() { return 0.1f; }
        @Step public Pay pay() { return new Cash(1); }
        @Step public More more() { return new Gift("x"); }
        @Step public Told told() { return new ToldCard("1"); }
        @Step public ToldCard single() { return new ToldCard("1"); }
        @Step public Named named() { return new NamedCard("1"); }
        @Step public Either either() { return new CardOrCash("1", 2); }
        @Step public Card card() { return new Card("1"); }
        @Step public Bean bean() { return new Bean(); }
        @Step public WiderBean roomy() { return new WiderBean(); }
        @Step public double real() { return 0.1; }
        @Step public BigDecimal decimal() { return new BigDecimal("0.10000000000000000001"); }
        @Step public boolean truth() { return true; }
        @Step public void nothing() {}
        @Step public @Nullable Integer maybe() { return null; }
        @Step public Two two() { return Two.B; }
        @Step public Three three() { return Three.C; }
        @Step public Instant instant() { return Instant.EPOCH; }
        @Step public UUID uuid() { return new UUID(1, 2); }
        @Step public byte[] bytes() { return new byte[] {1}; }
        @Step public Old old() { return new Old("x", 1); }
        @Step public Wider wider() { return new Wider("x", 1.5, null); }
        @Step public Narrower narrower() { return new Narrower("x"); }
        @Step public Other other() { return new Other("x", List.of(Two.A)); }
        @Step public List<Integer> list() { return List.of(1); }
        @Step public List<Double> reals() { return List.of(1.5); }
        @Step public List<@Nullable String> texts() { return Arrays.asList("x", null); }
        @Step public Map<String, Old> map() { return Map.of("x", new Old("x", 1)); }
        @Step public Optional<String> optional() { return Optional.empty(); }
      }
      """;

  @TempDir
  Path folder;

  @Test
  void whatIsSafeIsReadByTheRuntime() throws Exception {
    String calls = Arrays.stream(STEPS.split("@Step public ", -1))
        .skip(1)
        .map(step -> step.replaceFirst("(?s).* (\\w+)\\(\\) \\{.*", "$1();"))
        .collect(Collectors.joining(" "));
    LockProject project =
        new LockProject(folder).with("app/Types.java", STEPS.replace("CALLS", calls));
    Map<String, JsonNode> schemas = project.schemas();
    URL[] classes = {project.classes().toUri().toURL()};
    Json json = new Json();
    int safe = 0;
    try (URLClassLoader loader = new URLClassLoader(classes)) {
      Class<?> type = loader.loadClass("app.Types");
      Object self = type.getConstructor().newInstance();
      for (Map.Entry<String, JsonNode> from : schemas.entrySet()) {
        Method maker = type.getMethod(from.getKey());
        String text = json.encode(maker.invoke(self), boxed(maker));
        for (Map.Entry<String, JsonNode> to : schemas.entrySet()) {
          if (Schemas.unfit(from.getValue(), to.getValue()).isEmpty()) {
            Type read = boxed(type.getMethod(to.getKey()));
            assertThat(numbers(json.encode(json.decode(text, read), read)))
                .as("%s read as %s", from.getKey(), to.getKey())
                .isSubsetOf(numbers(text));
            safe++;
          }
        }
      }
    }
    assertThat(schemas).hasSize(34);
    assertThat(safe).as("each fits itself, and some fit others").isGreaterThan(schemas.size() + 10);
  }

  /** The numbers in a JSON text, by their values. */
  private static Set<BigDecimal> numbers(String text) {
    return NUMBER
        .matcher(text)
        .results()
        .map(number -> new BigDecimal(number.group()).stripTrailingZeros())
        .collect(Collectors.toSet());
  }

  private static Type boxed(Method maker) {
    return maker.getReturnType() == void.class ? Void.class : maker.getGenericReturnType();
  }
}
