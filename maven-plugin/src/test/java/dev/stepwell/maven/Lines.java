package dev.stepwell.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;

/** The lines that a goal logs. */
final class Lines extends SystemStreamLog {
  private final List<String> lines = new ArrayList<>();

  @Override
  public void info(CharSequence line) {
    lines.add("info: " + line);
  }

  @Override
  public void warn(CharSequence line) {
    lines.add("warning: " + line);
  }

  @Override
  public void error(CharSequence line) {
    lines.add("error: " + line);
  }

  /** The lines since the last call. */
  List<String> take() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }
}
