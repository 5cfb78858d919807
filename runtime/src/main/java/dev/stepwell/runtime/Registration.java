package dev.stepwell.runtime;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * A durable class that a process executes.
 *
 * @param type the class, or a subclass of it
 * @param object supplies the object; called once, when execution starts
 */
record Registration(Class<?> type, Supplier<?> object) {
  static Registration of(Object durable) {
    return new Registration(durable.getClass(), () -> durable);
  }

  /**
   * The object.
   *
   * @throws IllegalStateException if the supplier returns none
   */
  Object resolve() {
    Object resolved = object.get();
    if (resolved == null) {
      throw new IllegalStateException("the supplier that was registered for " + type.getName()
          + " returned null: create the object before you call start()");
    }
    return type.cast(Objects.requireNonNull(resolved));
  }
}
