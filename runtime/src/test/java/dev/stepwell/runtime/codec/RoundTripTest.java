package dev.stepwell.runtime.codec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.stepwell.contract.Types;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Flows get the value that is read from the stored text of a result. */
class RoundTripTest {
  private final Json json = new Json();

  enum Plain {
    ONE,
    TWO
  }

  enum WithBodies {
    PLUS {
      @Override
      int of(int a, int b) {
        return a + b;
      }
    },
    MINUS {
      @Override
      int of(int a, int b) {
        return a - b;
      }
    };

    abstract int of(int a, int b);
  }

  enum Coded {
    LOW("l"),
    HIGH("l");

    private final String code;

    Coded(String code) {
      this.code = code;
    }

    @JsonValue
    String code() {
      return code;
    }
  }

  interface Coding {
    @JsonValue
    default String code() {
      return "X";
    }
  }

  enum CodedElsewhere implements Coding {
    X,
    Y
  }

  record Growing(int n) {
    Growing {
      n = n + 1;
    }
  }

  record Holding(List<String> names) {}

  static class Base {
    public int n = 1;
  }

  static final class Sub extends Base {
    public int more = 2;
  }

  static final class Made {
    private final String text;

    private Made(String text) {
      this.text = text;
    }

    static Made of(String text, int unused) {
      return new Made(text);
    }

    public String getText() {
      return text;
    }
  }

  static final class Throwing {
    private final int n;

    Throwing(int n) {
      this.n = n;
    }

    public int getN() {
      if (n < 0) {
        throw new IllegalStateException("no n");
      }
      return n;
    }
  }

  static final class NeverRead {
    @JsonCreator
    NeverRead() {
      throw new UnsupportedOperationException("not made by JSON");
    }

    NeverRead(int unused) {}

    public int getN() {
      return 1;
    }
  }

  private @Nullable Object read(@Nullable Object value, Type type) {
    Json.RoundTrip trip = json.roundTrip(value, type);
    if (value != null && trip.value() != value) {
      assertThat(trip.value()).usingRecursiveComparison().isEqualTo(json.decode(trip.text(), type));
    }
    return trip.value();
  }

  @Test
  void scalarsAreNotReadAndAreWhatReadingGives() {
    Map<Object, Class<?>> scalars = new LinkedHashMap<>();
    for (Object value : List.of(
        "",
        "text \u0000 \u2028 \ud83d\ude00",
        true,
        (byte) -128,
        (short) 7,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        'x',
        -0.0,
        Double.MIN_VALUE,
        1e308,
        0.1f,
        Double.NaN,
        Float.NEGATIVE_INFINITY,
        new UUID(1, 2),
        Plain.TWO)) {
      scalars.put(value, value.getClass());
    }
    scalars.forEach((value, type) -> {
      Json.RoundTrip trip = json.roundTrip(value, type);
      assertThat(trip.value()).isSameAs(value);
      assertThat(json.decode(trip.text(), type)).isEqualTo(value);
    });
    assertThat(json.roundTrip(null, Void.class)).isEqualTo(new Json.RoundTrip("null", null));
  }

  @Test
  void everythingElseIsWhatReadingGives() {
    assertThat(read(WithBodies.MINUS, WithBodies.class)).isEqualTo(WithBodies.MINUS);
    assertThat(read(Coded.HIGH, Coded.class)).isEqualTo(Coded.LOW);
    assertThat(read(CodedElsewhere.Y, CodedElsewhere.class)).isEqualTo(CodedElsewhere.X);
    assertThat(read(new Growing(1), Growing.class)).isEqualTo(new Growing(2));
    assertThat(read(new Sub(), Base.class)).isExactlyInstanceOf(Base.class);
    assertThat(read(5L, Number.class)).isEqualTo(5);
    assertThat(read("x", Object.class)).isEqualTo("x");
    assertThat(read(null, Types.of(Optional.class, String.class))).isEqualTo(Optional.empty());
    assertThat(read(new BigDecimal("1000.00"), BigDecimal.class))
        .isEqualTo(new BigDecimal("1000.00"));
    assertThat(read(Instant.MAX, Instant.class)).isEqualTo(Instant.MAX);
    ZonedDateTime berlin = ZonedDateTime.of(2026, 7, 1, 9, 0, 0, 0, ZoneId.of("Europe/Berlin"));
    assertThat(((ZonedDateTime) requireNonNull(read(berlin, ZonedDateTime.class)))
            .getZone()
            .getId())
        .isEqualTo("+02:00");
  }

  @Test
  void nothingIsSharedWithWhatWasStored() {
    List<String> names = new ArrayList<>(List.of("a"));
    Type strings = Types.of(List.class, String.class);

    assertThat(read(names, strings)).isNotSameAs(names).isEqualTo(names);
    assertThat(((Holding) requireNonNull(read(new Holding(names), Holding.class))).names())
        .isNotSameAs(names);
    @SuppressWarnings("unchecked")
    List<String> read = (List<String>) requireNonNull(read(List.of("a"), strings));
    read.add("b");
    assertThat(read).containsExactly("a", "b");
  }

  @Test
  void whatIsWrittenAndNotReadIsRefused() {
    for (Object value : List.of(
        Made.of("t", 1),
        new NeverRead(1),
        BigInteger.TEN.pow(10_001),
        Map.of("k".repeat(100_001), 1))) {
      Type type = value instanceof Map
          ? Types.of(Map.class, String.class, Integer.class)
          : value.getClass();
      assertThatThrownBy(() -> json.roundTrip(value, type))
          .isInstanceOf(JsonException.class)
          .hasMessageContaining("but cannot read it back")
          .hasMessageContaining("return a record");
    }
  }

  @Test
  void whatCannotBeWrittenIsRefused() {
    Object[] deep = {null};
    for (int i = 0; i < 1_000; i++) {
      deep = new Object[] {deep};
    }
    Object tooDeep = deep;
    assertThatThrownBy(() -> json.roundTrip(tooDeep, Object[].class))
        .isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> json.roundTrip(new Throwing(-1), Throwing.class))
        .isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> json.roundTrip(5, String.class)).isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> json.roundTrip("\ud83d", String.class))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void whatIsWrittenWithinTheLimitsIsRead() {
    BigInteger digits = BigInteger.TEN.pow(1_499);
    assertThat(read(digits, BigInteger.class)).isEqualTo(digits);
    Map<String, Integer> named = Map.of("k".repeat(60_000), 1);
    assertThat(read(named, Types.of(Map.class, String.class, Integer.class))).isEqualTo(named);
    Object deep = List.of();
    for (int i = 1; i < 1_000; i++) {
      deep = List.of(deep);
    }
    assertThat(read(deep, List.class)).isEqualTo(deep);
  }

  @Test
  void bitsThatJsonLosesAreLostAtOnce() {
    BitSet bits = new BitSet();
    bits.set(3);

    assertThat(read(bits, BitSet.class)).isEqualTo(new BitSet());
  }
}
