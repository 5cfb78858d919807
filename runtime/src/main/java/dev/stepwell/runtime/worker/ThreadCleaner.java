package dev.stepwell.runtime.worker;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * Resets a pooled platform thread to the state of a new one, so that runs leak nothing to each other: thread-locals
 * such as the MDC, a tenant or a security context, the context class loader, the name, the priority and the interrupt
 * flag.
 *
 * <p>Java 17 has no method that removes all thread-locals of a thread. The two fields that hold them are set to null through {@code
 * sun.misc.Unsafe}, of the module {@code jdk.unsupported} (ADR 27).
 */
final class ThreadCleaner {
  private static final @Nullable MethodHandle CLEAR = find("threadLocals");
  private static final @Nullable MethodHandle CLEAR_INHERITABLE = find("inheritableThreadLocals");

  private final @Nullable ClassLoader loader;

  /** Sets this context class loader. */
  ThreadCleaner(@Nullable ClassLoader loader) {
    this.loader = loader;
  }

  /** Whether this JVM permits removing thread-locals; if not, each thread may execute only one task. */
  static boolean isAvailable() {
    return CLEAR != null && CLEAR_INHERITABLE != null;
  }

  /** Sets a field of a thread to null. */
  private static @Nullable MethodHandle find(String field) {
    try {
      Class<?> unsafe = Class.forName("sun.misc.Unsafe");
      Field instance = unsafe.getDeclaredField("theUnsafe");
      instance.setAccessible(true);
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      MethodHandle offset = lookup
          .findVirtual(unsafe, "objectFieldOffset", MethodType.methodType(long.class, Field.class))
          .bindTo(instance.get(null));
      MethodHandle put = lookup
          .findVirtual(
              unsafe,
              "putObject",
              MethodType.methodType(void.class, Object.class, long.class, Object.class))
          .bindTo(instance.get(null));
      long at = (long) offset.invoke(Thread.class.getDeclaredField(field));
      return MethodHandles.insertArguments(put, 1, at, null)
          .asType(MethodType.methodType(void.class, Thread.class));
    } catch (Throwable e) {
      return null;
    }
  }

  /** Cleans the current thread, and gives it this name. */
  @SuppressWarnings("ThreadPriorityCheck") // resets what a step may have set
  void clean(String name) {
    Thread thread = Thread.currentThread();
    try {
      if (CLEAR != null && CLEAR_INHERITABLE != null) {
        CLEAR.invokeExact(thread);
        CLEAR_INHERITABLE.invokeExact(thread);
      }
    } catch (Throwable e) {
      throw new IllegalStateException("the thread-locals of " + thread + " cannot be removed", e);
    }
    if (!thread.getName().equals(name)) {
      thread.setName(name);
    }
    if (thread.getPriority() != Thread.NORM_PRIORITY) {
      thread.setPriority(Thread.NORM_PRIORITY);
    }
    if (thread.getContextClassLoader() != loader) {
      thread.setContextClassLoader(loader);
    }
    thread.setUncaughtExceptionHandler(null);
    Thread.interrupted();
  }
}
