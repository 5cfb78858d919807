package dev.stepwell.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The results in Markdown. They are printed as they arrive, and written to a file if one is given. */
final class Report {
  private final StringBuilder text = new StringBuilder();
  private final PrintStream out;
  private final @Nullable Path file;

  Report(PrintStream out, @Nullable Path file) {
    this.out = out;
    this.file = file;
  }

  /** Begins a section. */
  void title(String title) {
    add((text.isEmpty() ? "# " : "\n## ") + title + "\n\n");
  }

  void paragraph(String words) {
    add(words + "\n\n");
  }

  void table(Table table) {
    add(table + "\n");
  }

  /**
   * Reports whether a target was reached.
   *
   * @param bar the target
   * @param measured the result, as a phrase
   */
  void bar(String bar, String measured, boolean met) {
    add("- " + (met ? "**met**" : "**not met**") + ": " + bar + ": " + measured + "\n");
  }

  private void add(String more) {
    text.append(more);
    out.print(more);
    out.flush();
    if (file != null) {
      try {
        Files.writeString(file, text);
      } catch (IOException e) {
        throw new UncheckedIOException("the report cannot be written to " + file, e);
      }
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
