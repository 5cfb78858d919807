package dev.stepwell.spring.test;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.config.Scope;

/** The scope of what lives as long as one test method and its instances. */
final class TestScope implements Scope {
  static final String NAME = "stepwell-test";

  private final Map<String, Object> objects = new HashMap<>();
  private boolean used;

  /** Begins again, unless no test method has begun since the last time. */
  synchronized void resetIfUsed() {
    if (used) {
      objects.clear();
      used = false;
    }
  }

  /** Registers that a test method begins. */
  synchronized void use() {
    used = true;
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
