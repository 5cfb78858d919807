package dev.stepwell.spring.test;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.config.Scope;

/** The scope of what lives as long as one instance of a test class. */
final class TestScope implements Scope {
  static final String NAME = "stepwell-test";

  private final Map<String, Object> objects = new HashMap<>();

  /** Begins again. */
  synchronized void reset() {
    objects.clear();
  }

  @Override
  public synchronized Object get(String name, ObjectFactory<?> factory) {
    Object known = objects.get(name);
    if (known == null) {
      known = factory.getObject();
      objects.put(name, known);
    }
    return known;
  }

  @Override
  public synchronized @Nullable Object remove(String name) {
    return objects.remove(name);
  }

  @Override
  public void registerDestructionCallback(String name, Runnable callback) {
    // Nothing in this scope has to be closed.
  }

  @Override
  public @Nullable Object resolveContextualObject(String key) {
    return null;
  }

  @Override
  public @Nullable String getConversationId() {
    return null;
  }
}
