package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values as the key of a limit: a JSON array, in one form for equal values. It is stored with runs, so this form never changes.
 */
public final class LimitKeyJson {
  /** The key of a limit that has none. */
  public static final String NONE = "[]";

  /** The maximum length of a key that is stored without a digest, in characters. */
  private static final int LONGEST_KEY = 500;

  /** How many digits a number may have before or after its point to be written out. */
  private static final int MOST_DIGITS = 40;

  private LimitKeyJson() {}

  /**
   * The key of these values: the text 1 gives {@code ["1"]}, the numbers 1 and 1.0 give {@code [1]}, and null gives {@code [null]}.
   * A long key is replaced by its digest.
   *
   * @param values strings, numbers, booleans and nulls
   */
  public static String of(List<? extends @Nullable Object> values) {
    String key = values.stream().map(LimitKeyJson::text).collect(Collectors.joining(",", "[", "]"));
    return key.length() <= LONGEST_KEY ? key : "sha-256 " + digest(key);
  }

  private static String text(@Nullable Object value) {
    if (value instanceof String string) {
      return TextNode.valueOf(string).toString();
    }
    return value instanceof BigDecimal number ? text(number) : String.valueOf(value);
  }

  private static String text(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    boolean isShort =
        Math.abs((long) shortest.scale()) <= MOST_DIGITS && shortest.precision() <= MOST_DIGITS;
    return isShort ? shortest.toPlainString() : shortest.toString();
  }

  private static String digest(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Digests.sha256().digest(bytes));
  }
}
