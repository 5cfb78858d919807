package dev.stepwell.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rewrites cron expressions for parsers that know no range of weekdays across the end of the week. */
public final class CronFields {
  private static final int DAYS = 7;
  private static final int DAY_OF_WEEK = 4;
  private static final List<String> NAMES =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  private static final Pattern RANGE =
      Pattern.compile("([A-Za-z]{3}|[0-7])-([A-Za-z]{3}|[0-7])(?:/([1-9]))?");

  private CronFields() {}

  /**
   * The same expression with weekdays as numbers, 0 for Sunday, and ranges such as {@code FRI-MON} as lists. Anything else but a valid
   * expression of five fields is returned unchanged.
   */
  public static String plain(String expression) {
    String[] fields = expression.strip().split("\\s+", -1);
    if (fields.length != DAY_OF_WEEK + 1) {
      return expression;
    }
    fields[DAY_OF_WEEK] = String.join(
        ",",
        Arrays.stream(fields[DAY_OF_WEEK].split(",", -1)).map(CronFields::days).toList());
    return String.join(" ", fields);
  }

  private static String days(String part) {
    Matcher range = RANGE.matcher(part);
    if (!range.matches()) {
      int day = number(part);
      return day < 0 ? part : Integer.toString(day);
    }
    int first = number(range.group(1));
    int last = number(range.group(2));
    if (first < 0 || last < 0) {
      return part;
    }
    int step = range.group(3) == null ? 1 : Integer.parseInt(range.group(3));
    int end = last < first ? last + DAYS : last;
    List<String> days = new ArrayList<>();
    for (int day = first; day <= end; day += step) {
      days.add(Integer.toString(day % DAYS));
    }
    return String.join(",", days);
  }

  /** The number of a weekday by its name or number; -1 if the text is neither. */
  private static int number(String text) {
    int named = NAMES.indexOf(text.toUpperCase(Locale.ROOT));
    return named >= 0 ? named : text.matches("[0-7]") ? Integer.parseInt(text) : -1;
  }
}
