package dev.stepwell.processor.check;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the duration that was probably meant: {@code 30s} for {@code 30 sec}, {@code 90m} for {@code 1h 30min}. */
final class DurationGuess {
  private static final Pattern BARE = Pattern.compile("\\d{1,9}");
  private static final Pattern PART =
      Pattern.compile("\\s*(\\d{1,9}(?:\\.\\d{1,9})?)\\s*([a-z]+)[\\s,]*");

  private DurationGuess() {}

  /** What a duration is measured in, the longest first. */
  private enum Unit {
    WEEKS("w|weeks?", "w", 604_800_000L),
    DAYS("d|days?", "d", 86_400_000L),
    HOURS("h|hrs?|hours?", "h", 3_600_000L),
    MINUTES("m|mins?|minutes?", "m", 60_000L),
    SECONDS("s|secs?|seconds?", "s", 1_000L),
    MILLISECONDS("ms|msecs?|millis?|milliseconds?", "ms", 1L);

    private final Pattern words;
    private final String sign;
    private final BigDecimal millis;

    Unit(String words, String sign, long millis) {
      this.words = Pattern.compile(words);
      this.sign = sign;
      this.millis = BigDecimal.valueOf(millis);
    }

    static Optional<Unit> of(String word) {
      return Stream.of(values())
          .filter(unit -> unit.words.matcher(word).matches())
          .findFirst();
    }
  }

  /** "; did you mean …?" if the text can be understood, else nothing. */
  static String hint(String text) {
    String words = text.strip().toLowerCase(Locale.ROOT);
    Matcher part = PART.matcher(BARE.matcher(words).matches() ? words + "s" : words);
    BigDecimal sum = BigDecimal.ZERO;
    Unit least = Unit.DAYS;
    while (part.lookingAt()) {
      Optional<Unit> unit = Unit.of(part.group(2));
      if (unit.isEmpty()) {
        return "";
      }
      least = unit.get().compareTo(least) > 0 ? unit.get() : least;
      sum = sum.add(new BigDecimal(part.group(1)).multiply(unit.get().millis));
      part.region(part.end(), part.regionEnd());
    }
    return part.regionStart() == part.regionEnd() && sum.signum() > 0 ? hint(sum, least) : "";
  }

  /** The duration in the given unit, or in the next smaller one that is exact. */
  private static String hint(BigDecimal millis, Unit given) {
    for (Unit unit : Unit.values()) {
      BigDecimal[] parts = millis.divideAndRemainder(unit.millis);
      if (unit.compareTo(given) >= 0 && parts[1].signum() == 0) {
        return SimilarNames.hint(parts[0].toBigInteger() + unit.sign);
      }
    }
    return "";
  }
}
