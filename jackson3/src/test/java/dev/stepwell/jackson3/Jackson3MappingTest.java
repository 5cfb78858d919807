package dev.stepwell.jackson3;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.JsonException;
import dev.stepwell.testing.TestRun;
import dev.stepwell.testing.TestStepwell;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Values of an application that has Jackson 3: its annotations, its modules, and the JSON that others on the database read. */
class Jackson3MappingTest {
  enum Size {
    SMALL,
    LARGE {
      @Override
      public String toString() {
        return "large one";
      }
    }
  }

  sealed interface Payment permits Card, Transfer {}

  record Card(String number) implements Payment {}

  @JsonTypeName("sepa")
  record Transfer(String iban, Optional<Payment> fee) implements Payment {}

  record Purchase(
      UUID zone,
      @JsonProperty("cost") BigDecimal amount,
      Size size,
      Instant at,
      OffsetDateTime sent,
      ZonedDateTime shown,
      LocalDate day,
      Duration within,
      List<Payment> payments,
      Map<String, Optional<Integer>> counts,
      @Nullable String note,
      char letter,
      double ratio) {}

  private static Purchase purchase() {
    Map<String, Optional<Integer>> counts = new LinkedHashMap<>();
    counts.put("b", Optional.of(2));
    counts.put("a", Optional.empty());
    return new Purchase(
        new UUID(1, 2),
        new BigDecimal("12.500"),
        Size.LARGE,
        Instant.parse("2026-01-31T09:00:00.123456Z"),
        OffsetDateTime.parse("2026-01-31T09:00:00+05:30"),
        ZonedDateTime.parse("2026-01-31T09:00:00+01:00[Europe/Berlin]"),
        LocalDate.of(2026, 1, 31),
        Duration.ofMillis(90_500),
        List.of(new Card("4711"), new Transfer("DE1", Optional.of(new Card("5")))),
        counts,
        null,
        'x',
        0.1);
  }

  static List<Arguments> values() {
    return List.of(
        Arguments.of(purchase(), Purchase.class),
        Arguments.of(new Card("1"), Payment.class),
        Arguments.of("a \u00e9 \u2028", String.class),
        Arguments.of(Size.LARGE, Size.class),
        Arguments.of(new BigDecimal("1e3"), BigDecimal.class),
        Arguments.of(Float.NaN, Float.class),
        Arguments.of(Map.of("a", List.of(1, 2)), Map.class));
  }

  @ParameterizedTest
  @MethodSource("values")
  void processesWithJackson2AndJackson3ReadWhatTheOthersWrite(Object value, Type type) {
    Json two = new Json();
    Json three = new Json(Jackson3Mapping.plain(), null);

    String written = three.encode(value, type);

    assertThat(written).isEqualTo(two.encode(value, type));
    assertThat(three.decode(written, type)).isEqualTo(two.decode(written, type));
  }

  @Test
  void whatDoesNotFitIsNamed() {
    Json json = new Json(Jackson3Mapping.plain(), null);

    assertThat(json.misfit("{\"letter\":\"x\",\"ratio\":null}", Purchase.class))
        .startsWith("field ratio does not fit its type: ");
    assertThat(json.misfit("{\"payments\":[{\"@type\":\"Cash\"}]}", Purchase.class))
        .startsWith("field payments[0] does not fit its type: ");
    assertThat(json.misfit("{\"size\":1}", Purchase.class)).startsWith("field size");
    assertThatThrownBy(() -> json.decode("{\"cost\":\"much\"}", Purchase.class))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("Purchase")
        .hasMessageContaining("line 1");
    assertThat(json.decode("{\"letter\":\"x\",\"unknown\":[1]}", Purchase.class))
        .as("unknown fields are ignored")
        .isNotNull();
  }

  /** An amount that only modules and annotations of Jackson 3 can write. */
  private static final class Money {
    private final long cents;

    Money(long cents) {
      this.cents = cents;
    }
  }

  private static SimpleModule money() {
    SimpleModule module = new SimpleModule();
    module.addSerializer(new MoneyWriter());
    module.addDeserializer(Money.class, new MoneyReader());
    return module;
  }

  private static final class MoneyWriter extends StdSerializer<Money> {
    MoneyWriter() {
      super(Money.class);
    }

    @Override
    public void serialize(Money value, JsonGenerator to, SerializationContext context) {
      to.writeString(value.cents + " cents");
    }
  }

  private static final class MoneyReader extends StdDeserializer<Money> {
    MoneyReader() {
      super(Money.class);
    }

    @Override
    public Money deserialize(JsonParser from, DeserializationContext context) {
      return new Money(Long.parseLong(from.getString().replace(" cents", "")));
    }
  }

  private record Invoice(Money total, List<Money> lines) {}

  private record Annotated(
      @JsonSerialize(using = MoneyWriter.class) @JsonDeserialize(using = MoneyReader.class)
      Money total) {}

  @Test
  void modulesAndAnnotationsOfJackson3Apply() {
    Json json = new Json(Jackson3Mapping.withModules(money()), null);

    Json.RoundTrip trip =
        json.roundTrip(new Invoice(new Money(5), List.of(new Money(7))), Invoice.class);
    Json.RoundTrip annotated = new Json(Jackson3Mapping.plain(), null)
        .roundTrip(new Annotated(new Money(9)), Annotated.class);

    assertThat(trip.text()).isEqualTo("{\"total\":\"5 cents\",\"lines\":[\"7 cents\"]}");
    assertThat(((Invoice) requireNonNull(trip.value())).lines().get(0).cents).isEqualTo(7);
    assertThat(annotated.text()).isEqualTo("{\"total\":\"9 cents\"}");
    assertThat(((Annotated) requireNonNull(annotated.value())).total().cents).isEqualTo(9);
  }

  @Test
  void valuesThatNestTooDeeplyAreRejectedAsWithJackson2() {
    Json json = new Json(Jackson3Mapping.plain(), null);
    Object deep = List.of();
    for (int i = 0; i < 1_100; i++) {
      deep = List.of(deep);
    }
    Object value = deep;

    assertThatThrownBy(() -> json.encode(value, List.class)).isInstanceOf(JsonException.class);
  }

  @Test
  void runsCarryValuesOfAnApplicationWithJackson3() {
    TestStepwell stepwell = TestStepwell.builder()
        .json(Jackson3Mapping.withModules(Prices.module()))
        .register(new DurablePrices())
        .build();

    TestRun run = stepwell.send(new PriceAsked(1_250));

    run.assertCompleted(new Price(2_500));
    assertThat(run.outputJson()).isEqualTo("\"2500 cents\"");
  }
}
