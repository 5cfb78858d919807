package dev.stepwell.runtime.worker;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Creates the threads of runs: virtual ones if the JVM supports them (21 and later), otherwise pooled platform threads.
 * In both cases a run begins on a thread without thread-locals, independent of its sender and of earlier runs.
 */
final class RunThreads {
  private RunThreads() {}

  /**
   * An executor that starts every task at once; how many there are is bounded by whoever hands them over. Its threads have the context
   * class loader of the current thread.
   *
   * @param mayBeVirtual false for platform threads on any JVM
   */
  static ExecutorService start(boolean mayBeVirtual) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return mayBeVirtual && Runtime.version().feature() >= 21
        ? virtual(loader)
        : PlatformThreads.start(loader);
  }

  private static ExecutorService virtual(@Nullable ClassLoader loader) {
    try {
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Object plain =
          type.getMethod("inheritInheritableThreadLocals", boolean.class).invoke(builder, false);
      ThreadFactory factory = (ThreadFactory) type.getMethod("factory").invoke(plain);
      ThreadFactory loading = task -> {
        Thread thread = factory.newThread(task);
        thread.setContextClassLoader(loader);
        return thread;
      };
      return (ExecutorService) Executors.class
          .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
          .invoke(null, loading);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(
          "this JVM is " + Runtime.version() + ", but its virtual threads cannot be started", e);
    }
  }
}
