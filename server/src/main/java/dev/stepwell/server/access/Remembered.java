package dev.stepwell.server.access;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

/** A map under names chosen by clients, with a maximum size. The least recently used entry is removed first. */
final class Remembered<V> extends LinkedHashMap<String, V> {
  @Serial
  private static final long serialVersionUID = 1L;

  private final int max;

  Remembered(int max) {
    super(16, 0.75f, true);
    this.max = max;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > max;
  }
}
