package dev.stepwell.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What code leaves on the thread of a run is not seen by the next run there. */
class RunThreadsTest {
  private static final ThreadLocal<String> TENANT = new ThreadLocal<>();
  private static final ThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

  private final ExecutorService threads = RunThreads.start(true);

  @AfterEach
  void close() {
    threads.shutdown();
    INHERITED.remove();
  }

  private List<String> seen() {
    Thread thread = Thread.currentThread();
    return List.of(
        String.valueOf(TENANT.get()),
        String.valueOf(INHERITED.get()),
        String.valueOf(thread.getContextClassLoader()),
        String.valueOf(thread.getName().contains("dirty")),
        String.valueOf(thread.getPriority()),
        String.valueOf(thread.isInterrupted()));
  }

  private List<String> seenByTask(boolean dirty) throws Exception {
    return CompletableFuture.supplyAsync(
            () -> {
              List<String> seen = seen();
              if (dirty) {
                soil();
              }
              return seen;
            },
            threads)
        .get(60, TimeUnit.SECONDS);
  }

  @SuppressWarnings("ThreadPriorityCheck")
  private static void soil() {
    TENANT.set("acme");
    INHERITED.set("acme");
    Thread thread = Thread.currentThread();
    thread.setContextClassLoader(new URLClassLoader(new URL[0]));
    thread.setName("dirty");
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.interrupt();
  }

  @Test
  void nothingLeaksFromTaskToTask() throws Exception {
    List<String> clean = seen();
    List<List<String>> seen = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      seen.add(seenByTask(true));
    }
    assertThat(seen).allSatisfy(one -> assertThat(one).isEqualTo(clean));
  }

  @Test
  void nothingIsInheritedFromWhoHandsOverATask() throws Exception {
    List<String> clean = seen();
    INHERITED.set("the sender's");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[0]));
    try {
      for (int i = 0; i < 300; i++) {
        assertThat(seenByTask(false)).isEqualTo(clean);
      }
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void aJvmWithVirtualThreadsAlsoHasPlatformThreads() throws Exception {
    ExecutorService platform = RunThreads.start(false);
    try {
      String name = CompletableFuture.supplyAsync(
              () -> Thread.currentThread().getClass().getName(), platform)
          .get(60, TimeUnit.SECONDS);
      assertThat(name).doesNotContain("Virtual");
    } finally {
      platform.shutdown();
    }
  }
}
