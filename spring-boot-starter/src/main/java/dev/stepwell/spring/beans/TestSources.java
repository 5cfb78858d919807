package dev.stepwell.spring.beans;

import java.net.URL;
import java.security.CodeSource;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells classes of test sources from those of an application. */
final class TestSources {
  /** Where Maven, Gradle, IntelliJ and Eclipse put compiled tests, and jars of tests. */
  private static final Pattern OUTPUT = Pattern.compile(
      ".*(/test-classes/|/classes/\\w+/\\w*[tT]est\\w*/|/out/test/.*|/bin/test/|-tests(-[^/]*)?\\.jar(!/)?)");

  private TestSources() {}

  /** Whether the class was compiled from test sources. */
  static boolean hold(Class<?> type) {
    String location = location(type);
    return location != null && OUTPUT.matcher(location).matches();
  }

  /** Whether both come from the same folder or jar. */
  static boolean areShared(Class<?> one, Class<?> other) {
    String location = location(one);
    return location != null && location.equals(location(other));
  }

  private static @Nullable String location(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return location == null ? null : location.toString();
  }
}
