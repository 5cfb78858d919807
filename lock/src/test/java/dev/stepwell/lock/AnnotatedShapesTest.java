package dev.stepwell.lock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.JsonException;
import dev.stepwell.runtime.codec.Schema;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The known shape of classes with annotations of Jackson is what the runtime writes and reads. */
class AnnotatedShapesTest {
  private static final String CLASSES = """
      package app;
      import com.fasterxml.jackson.annotation.*;
      import com.fasterxml.jackson.databind.*;
      import com.fasterxml.jackson.databind.annotation.*;
      import dev.stepwell.*;
      import java.time.*;
      import java.util.*;
      import org.jspecify.annotations.Nullable;
      public class Annotated {
        // --- known: each is written and read with exactly these names ---
        public record Named(@JsonProperty("order_id") String orderId, @JsonProperty int plain, @JsonProperty("with \\"quotes\\" é") int odd) {}
        @Step public Named named() { return new Named("o", 1, 2); }
        public record Aliased(@JsonAlias({"first", "second"}) String name, @JsonProperty("n") @JsonAlias("old") int number) {}
        @Step public Aliased aliased() { return new Aliased("x", 3); }
        public record Swapped(@JsonProperty("b") int a, @JsonProperty("a") String b) {}
        @Step public Swapped swapped() { return new Swapped(1, "x"); }
        public record Ignoring(@JsonIgnore String left, int kept, @JsonIgnore(false) int also) {}
        @Step public Ignoring ignoring() { return new Ignoring("x", 1, 2); }
        @JsonIgnoreProperties(value = {"gone", "java"}, ignoreUnknown = true)
        public record IgnoringByName(int gone, @JsonProperty("json") int java, int kept) {}
        @Step public IgnoringByName ignoringByName() { return new IgnoringByName(1, 2, 3); }
        @JsonIgnoreProperties(value = "kept", allowSetters = true)
        public record OnlyRead(int kept, @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) int secret, int other) {}
        @Step public OnlyRead onlyRead() { return new OnlyRead(1, 2, 3); }
        @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
        public record Snake(String orderId, int aBC, String theURLOf, @JsonProperty("keptAsIs") int kept, @JsonProperty int plainOne, @JsonAlias("oldOne") int newOne) {}
        @Step public Snake snake() { return new Snake("o", 1, "u", 2, 3, 4); }
        @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
        public record Kebab(String orderId, int aBC, String theURLOf, String _x) {}
        @Step public Kebab kebab() { return new Kebab("o", 1, "u", "x"); }
        @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
        public record Upper(String orderId, int aBC) {}
        @Step public Upper upper() { return new Upper("o", 1); }
        @JsonNaming(PropertyNamingStrategies.UpperSnakeCaseStrategy.class)
        public record UpperSnake(String orderId, int aBC, String _lead, String x_Y) {}
        @Step public UpperSnake upperSnake() { return new UpperSnake("o", 1, "l", "x"); }
        @JsonNaming(PropertyNamingStrategies.LowerCaseStrategy.class)
        public record Lower(String orderId) {}
        @Step public Lower lower() { return new Lower("o"); }
        @JsonNaming(PropertyNamingStrategies.LowerDotCaseStrategy.class)
        public record Dotted(String orderId, int URLs) {}
        @Step public Dotted dotted() { return new Dotted("o", 1); }
        @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class) public interface Strategy {}
        public interface Identified { @JsonProperty("the_id") String id(); }
        public record Inheriting(String id, String orderId) implements Identified, Strategy {}
        @Step public Inheriting inheriting() { return new Inheriting("i", "o"); }
        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        public record Sparse(int zero, List<String> none, @JsonInclude(JsonInclude.Include.ALWAYS) int always) {}
        @Step public Sparse sparse() { return new Sparse(0, List.of(), 0); }
        public record Demanding(@JsonProperty(required = true) @Nullable String must, @Nullable String may) {}
        @Step public Demanding demanding() { return new Demanding(null, null); }
        public record Showing(int a) { public int getTwice() { return 2 * a; } public boolean isOdd() { return true; } }
        @Step public Showing showing() { return new Showing(1); }
        public record Made(String value, int more) { @JsonCreator public Made {} }
        @Step public Made made() { return new Made("x", 1); }
        public record OfParameter(int a) { public OfParameter(@JsonProperty("p") int a) { this.a = a; } }
        @Step public OfParameter ofParameter() { return new OfParameter(1); }
        public record OfAccessor(int a) { @JsonProperty("y") public int a() { return a; } }
        @Step public OfAccessor ofAccessor() { return new OfAccessor(1); }
        @JsonIgnoreType public record Passing(int a) {}
        public record Holding(Passing passing, int kept) {}
        @Step public Holding holding() { return new Holding(new Passing(1), 2); }
        public enum Size { @JsonProperty("s") @JsonAlias({"small", "tiny"}) SMALL, LARGE }
        @Step public Size size() { return Size.SMALL; }
        @Step public Size large() { return Size.LARGE; }
        public record Id(@JsonValue String value) {}
        @Step public Id id() { return new Id("i"); }
        public record Whole(long value) { @JsonCreator(mode = JsonCreator.Mode.DELEGATING) public Whole {} @JsonValue public long value() { return value; } }
        @Step public Whole whole() { return new Whole(5); }
        public record Days(@JsonFormat(pattern = "yyyy/MM/dd") LocalDate day, @JsonFormat(shape = JsonFormat.Shape.STRING) long number) {}
        @Step public Days days() { return new Days(LocalDate.EPOCH, 7); }
        public static class Fields {
          @JsonProperty("x_y") private int xy = 3;
          @JsonProperty private int shown = 4;
          private int hidden = 5;
          @JsonIgnore public int left = 6;
          public int sum() { return xy + shown + hidden; }
        }
        @Step public Fields fields() { return new Fields(); }
        public static class Getters {
          private int a = 1;
          private int secret = 2;
          @JsonProperty("aa") @JsonAlias("old") public int getA() { return a; }
          @JsonIgnore public int getSecret() { return secret; }
        }
        @Step public Getters getters() { return new Getters(); }
        public static class Below extends Getters {
          private int kk = 3;
          @JsonSetter("k") public void setKk(int kk) { this.kk = kk; }
          public int getKk() { return kk; }
          @Override public int getA() { return super.getA(); }
        }
        @Step public Below below() { return new Below(); }
        @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
        public static class Constructed {
          private final String orderId;
          private final int bee;
          @JsonCreator public Constructed(@JsonProperty("orderId") String order, @JsonProperty("b") int bee) { this.orderId = order; this.bee = bee; }
          public String getOrderId() { return orderId; }
          @JsonProperty("b") public int bees() { return bee; }
        }
        public static class Built {
          private final String name;
          private final int size;
          private Built(String name, int size) { this.name = name; this.size = size; }
          @JsonCreator public static Built of(@JsonProperty("name") String n, @JsonProperty("s") int s) { return new Built(n, s); }
          public String getName() { return name; }
          @JsonProperty("s") public int getSize() { return size; }
        }
        @Step public Built built() { return new Built("n", 2); }
        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind") public sealed interface Pay permits Card, Transfer {}
        public record Card(@JsonProperty("card_number") String number) implements Pay {}
        public sealed interface Transfer extends Pay permits Sepa {}
        @JsonTypeName("sepa-transfer") public record Sepa(String iban) implements Transfer {}
        @Step public Pay pay() { return new Card("4711"); }
        @Step public Pay payBySepa() { return new Sepa("DE"); }
        @Step public Transfer transfer() { return new Sepa("DE"); }
        @Step public Sepa sepa() { return new Sepa("DE"); }
        @Step public Card card() { return new Card("4711"); }
        public sealed interface Signal permits Light, Horn {}
        @JsonTypeName("light") public record Light(String color) implements Signal {}
        public record Horn(int seconds) implements Signal {}
        @Step public Signal signal() { return new Light("red"); }
        @Step public Signal horn() { return new Horn(2); }
        public sealed interface Twin permits Left.Data, Right.Data {}
        public interface Left { @JsonTypeName("left") record Data(int a) implements Twin {} }
        public interface Right { @JsonTypeName("right") record Data(String a) implements Twin {} }
        @Step public Twin left() { return new Left.Data(1); }
        @Step public Twin right() { return new Right.Data("x"); }
        @Step public Light light() { return new Light("red"); }
        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
        @JsonSubTypes({@JsonSubTypes.Type(Dog.class), @JsonSubTypes.Type(value = Cat.class, name = "cat"), @JsonSubTypes.Type(Cow.class)})
        public interface Animal {}
        public record Dog(String name) implements Animal {}
        @JsonTypeName("kitten") public record Cat(int lives) implements Animal {}
        @JsonTypeName("cow") public static class Cow implements Animal { public int litres = 20; }
        @Step public Animal dog() { return new Dog("Rex"); }
        @Step public Animal cat() { return new Cat(7); }
        @Step public Animal cow() { return new Cow(); }
        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "k")
        @JsonSubTypes(@JsonSubTypes.Type(value = Bike.class, names = {"bike", "bicycle"}))
        public sealed interface Vehicle permits Bike, Boat {}
        public record Bike(int gears) implements Vehicle {}
        public record Boat(int sails) implements Vehicle {}
        @Step public Vehicle bike() { return new Bike(3); }
        @Step public Vehicle boat() { return new Boat(2); }
        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.PROPERTY, property = "is")
        @JsonSubTypes(@JsonSubTypes.Type(value = Square.class, name = "square"))
        public static class Shape { public int area = 4; }
        public static class Square extends Shape { public int side = 2; }
        @Step public Shape shape() { return new Shape(); }
        @Step public Shape square() { return new Square(); }
        @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.NONE)
        // --- open: what is written is not known ---
        public record Detected(int a) {}
        @Step public Detected detected() { return new Detected(1); }
        @Step public Constructed constructed() { return new Constructed("o", 2); }
        public record Unwrapping(@JsonUnwrapped Made made) {}
        @Step public Unwrapping unwrapping() { return new Unwrapping(new Made("x", 1)); }
        public record Contradicting(@JsonProperty("x") int a) { @JsonProperty("y") public int a() { return a; } }
        @Step public Contradicting contradicting() { return new Contradicting(1); }
        public record Factory(int a) { @JsonCreator public static Factory of(@JsonProperty("b") int b) { return new Factory(b); } }
        @Step public Factory factory() { return new Factory(1); }
        public static class AnyOf { @JsonAnyGetter public Map<String, Integer> more() { return Map.of("x", 1); } @JsonAnySetter public void set(String key, int value) {} }
        @Step public AnyOf anyOf() { return new AnyOf(); }
        public enum Code { A("x"); private final String code; Code(String code) { this.code = code; } @JsonValue public String code() { return code; } }
        @Step public Code code() { return Code.A; }
        @JsonFormat(shape = JsonFormat.Shape.NUMBER) public enum Numbered { ONE }
        @Step public Numbered numbered() { return Numbered.ONE; }
        public record TwoOf(@JsonValue String a, int b) {}
        @Step public TwoOf twoOf() { return new TwoOf("x", 1); }
        public static class OnlyIn { private int a; @JsonIgnore public int getA() { return a; } @JsonProperty public void setA(int a) { this.a = a; } }
        @Step public OnlyIn onlyIn() { return new OnlyIn(); }
        public static class Strategic extends PropertyNamingStrategies.NamingBase { @Override public String translate(String name) { return "_" + name; } }
        @JsonNaming(Strategic.class) public record Unknown(int a) {}
        @Step public Unknown unknown() { return new Unknown(1); }
        @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) public sealed interface ByClass permits OfClass {}
        public record OfClass(int a) implements ByClass {}
        @Step public ByClass byClass() { return new OfClass(1); }
        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT) public sealed interface Wrapped permits OfWrapped {}
        public record OfWrapped(int a) implements Wrapped {}
        @Step public Wrapped wrapped() { return new OfWrapped(1); }
        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, defaultImpl = OfUsual.class) public sealed interface Usual permits OfUsual {}
        public record OfUsual(int a) implements Usual {}
        @Step public Usual usual() { return new OfUsual(1); }
        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME) @JsonSubTypes(@JsonSubTypes.Type(Tall.class)) public interface Plant {}
        @JsonSubTypes(@JsonSubTypes.Type(Oak.class)) public interface Tall extends Plant {}
        public record Oak(int age) implements Tall {}
        @Step public Plant plant() { return new Oak(100); }
        @Step public Tall tall() { return new Oak(100); }
        @Step public Oak oak() { return new Oak(100); }
        @JacksonAnnotationsInside @JsonProperty("hidden") @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) @interface Renamed {}
        public record Indirect(@Renamed int a) {}
        @Step public Indirect indirect() { return new Indirect(1); }
        @Function(id = "annotated", event = "annotated/wanted")
        void all(Steps steps) { CALLS }
      }
      """;

  private static final Set<String> OPEN = Set.of(
      "anyOf",
      "byClass",
      "code",
      "constructed",
      "contradicting",
      "detected",
      "factory",
      "indirect",
      "numbered",
      "oak",
      "onlyIn",
      "plant",
      "twoOf",
      "unknown",
      "unwrapping",
      "usual",
      "wrapped");

  /** Properties that are written but not read are not compared. */
  private static final Map<String, Set<String>> UNREAD = Map.of("showing", Set.of("twice", "odd"));

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir
  Path folder;

  private final Json json = new Json();

  @Test
  void whatIsKnownIsWhatIsWrittenAndRead() throws Exception {
    String calls = Arrays.stream(CLASSES.split("@Step public ", -1))
        .skip(1)
        .map(step -> step.replaceFirst("(?s)^\\w+ (\\w+)\\(\\) \\{.*", "$1();"))
        .collect(Collectors.joining(" "));
    LockProject project =
        new LockProject(folder).with("app/Annotated.java", CLASSES.replace("CALLS", calls));
    Map<String, JsonNode> schemas = project.schemas();
    URL[] classes = {project.classes().toUri().toURL()};
    Set<String> open = new TreeSet<>();
    try (URLClassLoader loader = new URLClassLoader(classes)) {
      Class<?> type = loader.loadClass("app.Annotated");
      Object self = type.getConstructor().newInstance();
      for (Map.Entry<String, JsonNode> each : schemas.entrySet()) {
        Method maker = type.getMethod(camel(each.getKey()));
        String written = json.encode(maker.invoke(self), maker.getGenericReturnType());
        if (each.getValue().isEmpty()) {
          open.add(maker.getName());
        } else if (each.getValue().has("oneOf")) {
          assertIsForm(maker, each.getValue(), MAPPER.readTree(written));
        } else {
          assertFits(maker, each.getValue(), MAPPER.readTree(written));
        }
      }
    }
    assertThat(open).isEqualTo(new TreeSet<>(OPEN));
    assertThat(schemas).hasSizeGreaterThan(40);
  }

  private static String camel(String id) {
    List<String> words = List.of(id.split("-"));
    return words.get(0)
        + words.stream()
            .skip(1)
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining());
  }

  private void assertFits(Method maker, JsonNode schema, JsonNode written) throws IOException {
    Set<String> unread = UNREAD.getOrDefault(maker.getName(), Set.of());
    if (written instanceof ObjectNode object) {
      object.remove(unread);
    }
    assertThat(new Schema(json, schema.toString()).faults(json, written.toString()))
        .as("%s writes %s", maker.getName(), written)
        .isEmpty();
    assertThat(read(maker, written))
        .as("%s is read", maker.getName())
        .isEqualTo(read(maker, read(maker, written)));
    for (Map.Entry<String, JsonNode> alias : schema.path("aliases").properties()) {
      JsonNode renamed = renamed(written, alias.getValue().asText(), alias.getKey());
      assertThat(read(maker, renamed))
          .as("%s reads %s", maker.getName(), renamed)
          .isEqualTo(read(maker, written));
    }
    for (JsonNode required : schema.path("required")) {
      assertThat(written.has(required.asText()))
          .as("%s has %s", maker.getName(), required)
          .isTrue();
    }
    for (String name : names(schema)) {
      if (written.path(name).isValueNode() && !written.get(name).isNull()) {
        assertThat(attempt(maker, changed(written, name)))
            .as("%s reads %s", maker.getName(), name)
            .isNotEqualTo(read(maker, written).toString());
      }
    }
  }

  private void assertIsForm(Method maker, JsonNode schema, JsonNode written) throws IOException {
    String property = schema.path("discriminator").path("propertyName").asText();
    String name = written.path(property).asText();
    ObjectNode fields = ((ObjectNode) written.deepCopy()).without(property);
    assertThat(schema.path("oneOf"))
        .as("%s writes %s", maker.getName(), written)
        .filteredOn(form -> form.path("title").asText().equals(name))
        .singleElement()
        .satisfies(
            form -> assertThat(new Schema(json, form.toString()).faults(json, fields.toString()))
                .isEmpty());
    assertThat(read(maker, written)).isEqualTo(written);
    assertThat(attempt(maker, changed(written, property))).isEqualTo("refused");
    for (Map.Entry<String, JsonNode> alias : schema.path("aliases").properties()) {
      if (alias.getValue().asText().equals(name)) {
        assertThat(read(maker, ((ObjectNode) written.deepCopy()).put(property, alias.getKey())))
            .as("%s reads %s", maker.getName(), alias)
            .isEqualTo(written);
      }
    }
  }

  /** The same JSON, with another value of this property. */
  private static JsonNode changed(JsonNode value, String name) {
    ObjectNode changed = value.deepCopy();
    return value.get(name).isNumber()
        ? changed.put(name, value.get(name).asLong() + 100)
        : changed.put(name, value.get(name).asText() + "x");
  }

  private static List<String> names(JsonNode schema) {
    List<String> names = new ArrayList<>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode renamed(JsonNode value, String from, String to) {
    if (!(value instanceof ObjectNode object)) {
      return value.asText().equals(from) ? MAPPER.getNodeFactory().textNode(to) : value;
    }
    ObjectNode renamed = object.deepCopy();
    JsonNode moved = renamed.remove(from);
    return moved == null ? object : renamed.set(to, moved);
  }

  /** The JSON that is written after reading it. */
  private JsonNode read(Method maker, JsonNode from) throws IOException {
    Type type = maker.getGenericReturnType();
    return MAPPER.readTree(json.encode(json.decode(from.toString(), type), type));
  }

  private String attempt(Method maker, JsonNode from) throws IOException {
    try {
      return read(maker, from).toString();
    } catch (JsonException e) {
      return "refused";
    }
  }
}
