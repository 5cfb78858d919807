package dev.stepwell.contract;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The demanded fields of a generated {@link dev.stepwell.EventMatch}, sorted by name. */
public final class Fields {
  private Fields() {}

  /** An unmodifiable copy of {@code fields} with {@code name} set to {@code value}. */
  public static Map<String, @Nullable Object> and(
      Map<String, @Nullable Object> fields, String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new TreeMap<>(fields);
    more.put(name, value);
    return Collections.unmodifiableMap(more);
  }
}
