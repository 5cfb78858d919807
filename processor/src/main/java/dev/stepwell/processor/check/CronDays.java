package dev.stepwell.processor.check;

import java.time.Month;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds cron expressions for days that no month has. */
final class CronDays {
  private static final Pattern PLAIN = Pattern.compile("\\d+(-\\d+)?(,\\d+(-\\d+)?)*");

  private CronDays() {}

  /** Whether an expression, with numbers for names, has only days that its months do not have. */
  static boolean never(String expression) {
    List<String> fields = List.of(expression.split(" ", -1));
    String days = fields.get(2);
    String months = fields.get(3);
    return PLAIN.matcher(days).matches()
        && PLAIN.matcher(months).matches()
        && fields.get(4).equals("*")
        && numbers(months)
            .allMatch(
                month -> numbers(days).allMatch(day -> day > Month.of(month).maxLength()));
  }

  private static IntStream numbers(String field) {
    return Stream.of(field.split(",", -1)).flatMapToInt(CronDays::range);
  }

  private static IntStream range(String text) {
    List<String> ends = List.of(text.split("-", -1));
    return IntStream.rangeClosed(
        Integer.parseInt(ends.get(0)), Integer.parseInt(ends.get(ends.size() - 1)));
  }
}
