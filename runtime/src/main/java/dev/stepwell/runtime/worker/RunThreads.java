package dev.stepwell.runtime.worker;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Makes the threads on which runs live: virtual ones where the JVM has them (21 and later), else pooled platform threads. */
final class RunThreads {
  private static final @Nullable MethodHandle VIRTUAL = findVirtual();

  private RunThreads() {}

  private static @Nullable MethodHandle findVirtual() {
    if (Runtime.version().feature() < 21) {
      return null;
    }
    try {
      return MethodHandles.publicLookup()
          .findStatic(
              Executors.class,
              "newVirtualThreadPerTaskExecutor",
              MethodType.methodType(ExecutorService.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(
          "this JVM says it is " + Runtime.version() + ", and has no virtual threads", e);
    }
  }

  /** An executor that starts every task at once; how many there are is bounded by whoever hands them over. */
  static ExecutorService start() {
    if (VIRTUAL != null) {
      try {
        return (ExecutorService) VIRTUAL.invokeExact();
      } catch (Throwable e) {
        throw new LinkageError("virtual threads could not be started", e);
      }
    }
    return PlatformThreads.start();
  }
}
