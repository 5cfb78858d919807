package dev.stepwell.testing.flows;

import dev.stepwell.Event;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event whose schema is looser than its types. */
@Event("values/told")
public record LooselyTyped(
    String key,
    int count,
    BigDecimal amount,
    Shape shape,
    Mode mode,
    @Nullable List<Integer> numbers,
    @Nullable Map<LocalDate, Integer> days) {
  /** A simple shape. */
  public static LooselyTyped of(String key, BigDecimal amount) {
    return new LooselyTyped(key, 1, amount, new Circle(1), Mode.TWICE, null, null);
  }

  /** A shape. */
  public sealed interface Shape permits Circle, Square {}

  /** A circle. */
  public record Circle(int radius) implements Shape {}

  /** A square. */
  public record Square(long side, Mode mode) implements Shape {}

  /** Constants with bodies. */
  public enum Mode {
    /** The number unchanged. */
    ONCE {
      @Override
      public int times(int n) {
        return n;
      }
    },
    /** Doubled. */
    TWICE {
      @Override
      public int times(int n) {
        return 2 * n;
      }
    };

    /** Multiplies. */
    public abstract int times(int n);
  }
}
