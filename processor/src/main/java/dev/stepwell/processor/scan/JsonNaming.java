package dev.stepwell.processor.scan;

import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The strategies of {@code @JsonNaming}, which derive JSON names from Java names. */
final class JsonNaming {
  private static final String STRATEGIES =
      "com.fasterxml.jackson.databind.PropertyNamingStrategies.";

  private JsonNaming() {}

  /** Applies the strategy of this full name to a name; empty for an unknown strategy. */
  static Optional<UnaryOperator<String>> of(String strategy) {
    if (!strategy.startsWith(STRATEGIES)) {
      return Optional.empty();
    }
    UnaryOperator<String> naming = switch (strategy.substring(STRATEGIES.length())) {
      case "LowerCamelCaseStrategy" -> UnaryOperator.identity();
      case "UpperCamelCaseStrategy" -> JsonNaming::upperCamel;
      case "SnakeCaseStrategy" -> JsonNaming::snake;
      case "UpperSnakeCaseStrategy" -> name -> snake(name).toUpperCase(Locale.ROOT);
      case "LowerCaseStrategy" -> name -> name.toLowerCase(Locale.ROOT);
      case "KebabCaseStrategy" -> name -> separated(name, '-');
      case "LowerDotCaseStrategy" -> name -> separated(name, '.');
      default -> null;
    };
    return Optional.ofNullable(naming);
  }

  private static String upperCamel(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** The first capital of a row begins a word, and a line at the beginning is left out: {@code _orderURLs} gives {@code order_urls}. */
  private static String snake(String name) {
    StringBuilder words = new StringBuilder();
    boolean inCapitals = false;
    for (int i = name.startsWith("_") ? 1 : 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      boolean isCapital = Character.isUpperCase(letter);
      boolean isInWord = !words.isEmpty() && words.charAt(words.length() - 1) != '_';
      if (isCapital && !inCapitals && isInWord) {
        words.append('_');
      }
      words.append(Character.toLowerCase(letter));
      inCapitals = isCapital;
    }
    return words.isEmpty() ? name : words.toString();
  }

  /** Of a row of capitals the first begins a word, and so does the last if others follow: {@code myURLFor} gives {@code my-url-for}. */
  private static String separated(String name, char separator) {
    StringBuilder words = new StringBuilder();
    int capitals = 0;
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      char small = Character.toLowerCase(letter);
      if (small == letter) {
        if (capitals > 1) {
          words.insert(words.length() - 1, separator);
        }
        capitals = 0;
      } else {
        if (capitals == 0 && !words.isEmpty()) {
          words.append(separator);
        }
        capitals++;
      }
      words.append(small);
    }
    return words.toString();
  }
}
