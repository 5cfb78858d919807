package dev.stepwell.processor.write;

import com.palantir.javapoet.CodeBlock;
import dev.stepwell.processor.model.BackoffModel;
import dev.stepwell.processor.model.DurationModel;
import java.time.Duration;

/** Durations as source code. */
final class Durations {
  private Durations() {}

  /** {@code Duration.ofSeconds(10), Duration.ofMinutes(5), 2.0}. */
  static CodeBlock backoff(BackoffModel backoff) {
    return CodeBlock.of(
        "$L, $L, $L", code(backoff.first()), code(backoff.longest()), backoff.factor());
  }

  /** {@code Duration.ofSeconds(90)}: in the largest unit that is exact. */
  static CodeBlock code(DurationModel model) {
    Duration duration = model.duration().orElseThrow();
    if (duration.isZero()) {
      return CodeBlock.of("$T.ZERO", Duration.class);
    } else if (duration.toNanosPart() % 1_000_000 != 0) {
      return of("ofNanos", duration.toNanos());
    } else if (duration.toNanosPart() != 0) {
      return of("ofMillis", duration.toMillis());
    } else if (duration.toSecondsPart() != 0) {
      return of("ofSeconds", duration.toSeconds());
    } else if (duration.toMinutesPart() != 0) {
      return of("ofMinutes", duration.toMinutes());
    }
    return duration.toHoursPart() == 0
        ? of("ofDays", duration.toDays())
        : of("ofHours", duration.toHours());
  }

  private static CodeBlock of(String unit, long amount) {
    boolean isInt = amount <= Integer.MAX_VALUE;
    return CodeBlock.of("$T.$L($L)", Duration.class, unit, isInt ? amount : amount + "L");
  }
}
