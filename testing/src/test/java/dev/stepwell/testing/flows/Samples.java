package dev.stepwell.testing.flows;

import dev.stepwell.testing.flows.ValueFlows.Sample;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Values that JSON carries completely, partly, or in a form that cannot be read back. */
public final class Samples {
  private final Map<String, Sample<?>> all = new TreeMap<>();

  private Samples() {}

  /** Values that can be read back, unchanged or changed. */
  public static Map<String, Sample<?>> readable() {
    Samples samples = new Samples();
    samples.add("text", String.class, () -> "t", String::toString);
    samples.add("uuid", UUID.class, () -> new UUID(1, 2), UUID::toString);
    samples.add("invoice", Invoice.class, () -> new Invoice().number(4711), i -> "" + i.number);
    samples.add("bits", BitSet.class, () -> BitSet.valueOf(new long[] {8}), BitSet::toString);
    samples.add("base", Base.class, Sub::new, value -> value.getClass().getSimpleName());
    samples.add(
        "zoned",
        ZonedDateTime.class,
        () -> ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneId.of("Europe/Berlin")),
        ZonedDateTime::toString);
    samples.add("number", Number.class, () -> 5L, n -> n.getClass() + " " + n);
    samples.add("none", Optional.class, () -> null, String::valueOf);
    samples.add("decimal", BigDecimal.class, () -> new BigDecimal("1000.00"), BigDecimal::toString);
    samples.add("digits", BigInteger.class, () -> BigInteger.TEN.pow(1_500), BigInteger::toString);
    samples.add("list", List.class, () -> List.of("a"), Samples::added);
    samples.add("name", Map.class, () -> Map.of("k".repeat(60_000), 1), m -> "" + m.hashCode());
    samples.add("growing", Growing.class, () -> new Growing(1), Growing::toString);
    return samples.all;
  }

  /** Values that cannot be read back. */
  public static Map<String, Sample<?>> unreadable() {
    Samples samples = new Samples();
    samples.add("built", Built.class, () -> Built.builder().text("t"), Built::getText);
    samples.add("too-many-digits", BigInteger.class, () -> BigInteger.TEN.pow(20_000), n -> "");
    samples.add("too-long-a-name", Map.class, () -> Map.of("k".repeat(200_000), 1), m -> "");
    samples.add("interface", Named.class, () -> new ByRecord("s"), Named::name);
    samples.add("half", String.class, () -> "\ud83d", s -> s);
    return samples.all;
  }

  private <T> void add(
      String name, Class<T> type, Callable<? extends T> make, Function<T, String> look) {
    all.put(name, new Sample<>(type, make, look));
  }

  @SuppressWarnings("unchecked")
  private static String added(List<?> list) {
    ((List<String>) list).add("b");
    return new ArrayList<>(list).toString();
  }

  /** An interface whose implementation JSON does not know. */
  public interface Named {
    /** The name. */
    String name();
  }

  /** The class. */
  public record ByRecord(String name) implements Named {}

  /** A class whose accessors JSON does not know. */
  public static final class Invoice {
    private int number;

    /** Sets the number. */
    public Invoice number(int value) {
      this.number = value;
      return this;
    }
  }

  /** A class with a subclass. */
  public static class Base {
    /** A number. */
    public int number = 1;
  }

  /** The subclass. */
  public static final class Sub extends Base {}

  /** A record that changes whenever it is created. */
  public record Growing(int number) {
    /** Adds one. */
    public Growing {
      number++;
    }
  }

  /** A class with a builder. */
  public static final class Built {
    private final String text;

    private Built(String text) {
      this.text = text;
    }

    /** A builder. */
    public static Builder builder() {
      return new Builder();
    }

    /** The text. */
    public String getText() {
      return text;
    }

    /** The builder. */
    public static final class Builder {
      /** Builds. */
      public Built text(String text) {
        return new Built(text);
      }
    }
  }
}
