package dev.stepwell.processor.graph;

import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import javax.annotation.processing.ProcessingEnvironment;
import org.jspecify.annotations.Nullable;

/** Finds javac behind the environment of a processor, which build tools wrap. */
final class Javac {
  private static final String OWN = "com.sun.tools.javac.processing.JavacProcessingEnvironment";

  /** More are none in which javac is found, but some that hold each other. */
  private static final int MAX_WRAPPERS = 10;

  private Javac() {}

  /** Javac's own environment: this one, or the wrapped one; null for other compilers. */
  static @Nullable ProcessingEnvironment in(ProcessingEnvironment environment) {
    @Nullable ProcessingEnvironment at = environment;
    for (int wrappers = 0; at != null && wrappers < MAX_WRAPPERS; wrappers++) {
      if (at.getClass().getName().equals(OWN)) {
        return at;
      }
      at = wrapped(Proxy.isProxyClass(at.getClass()) ? Proxy.getInvocationHandler(at) : at);
    }
    return null;
  }

  private static @Nullable ProcessingEnvironment wrapped(Object wrapper) {
    for (Class<?> type = wrapper.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (value(field, wrapper) instanceof ProcessingEnvironment environment
            && environment != wrapper) {
          return environment;
        }
      }
    }
    return null;
  }

  private static @Nullable Object value(Field field, Object of) {
    try {
      field.setAccessible(true);
      return field.get(of);
    } catch (ReflectiveOperationException | RuntimeException hidden) {
      return null;
    }
  }
}
