package dev.stepwell.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A table in Markdown. Columns of numbers are aligned to the right. */
final class Table {
  private static final Pattern NUMBERS = Pattern.compile("[-0-9.,… ]+");

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... heads) {
    rows.add(List.of(heads));
  }

  /** Adds a row; numbers are rounded to their significant digits. */
  Table row(String first, Object... cells) {
    List<String> row = new ArrayList<>();
    row.add(first);
    Arrays.stream(cells)
        .map(cell -> cell instanceof Double number ? number(number) : cell.toString())
        .forEach(row::add);
    rows.add(row);
    return this;
  }

  /** A number with about three digits. */
  static String number(double number) {
    if (Double.isNaN(number)) {
      return "-";
    }
    double size = Math.abs(number);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.995 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, number);
  }

  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(Math.max(widths[i], 4), row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      line(text, rows.get(i), widths);
      if (i == 0) {
        List<String> rule = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
          rule.add("-".repeat(widths[c] - 1) + (isNumbers(c) ? ":" : "-"));
        }
        line(text, rule, widths);
      }
    }
    return text.toString();
  }

  private boolean isNumbers(int column) {
    return rows.stream()
        .skip(1)
        .allMatch(row -> NUMBERS.matcher(row.get(column)).matches());
  }

  private void line(StringBuilder text, List<String> cells, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      String pad = " ".repeat(widths[i] - cells.get(i).length());
      text.append("| ")
          .append(!isNumbers(i) ? cells.get(i) + pad : pad + cells.get(i))
          .append(' ');
    }
    text.append("|\n");
  }
}
