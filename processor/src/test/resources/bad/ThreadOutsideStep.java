package bad;

import dev.stepwell.*;
import java.util.List;
import java.util.concurrent.*;
import java.util.stream.IntStream;

class ThreadOutsideStep {
  private ExecutorService threads;
  private AbstractExecutorService pool;

  @Function(id = "hurry", event = "tests/hurry.wanted")
  void hurry(String key, List<String> items) {
    new Thread(() -> log(key)).start();
    // ^ warning: [ThreadOutsideStep] new Thread(() -> log(key)) starts work that the run does not track, and starts it again whenever the run is replayed; use steps.forEach or steps.all, or do it in a @Step
    CompletableFuture<Void> logged = CompletableFuture.runAsync(() -> log(key));
    // ^ warning: [ThreadOutsideStep] CompletableFuture.runAsync(() -> log(key)) starts work that the run does not track, and starts it again whenever the run is replayed; use steps.forEach or steps.all, or do it in a @Step
    Executor own = Executors.newCachedThreadPool();
    // ^ warning: [ThreadOutsideStep] Executors.newCachedThreadPool() starts work that the run does not track, and starts it again whenever the run is replayed; use steps.forEach or steps.all, or do it in a @Step
    own.execute(() -> log(key));
    // ^ warning: [ThreadOutsideStep] own.execute(() -> log(key)) starts work that the run does not track, and starts it again whenever the run is replayed; use steps.forEach or steps.all, or do it in a @Step
    threads.submit(() -> log(key));
    // ^ warning: [ThreadOutsideStep] threads.submit(() -> log(key)) starts work that the run does not track, and starts it again whenever the run is replayed; use steps.forEach or steps.all, or do it in a @Step
    pool.submit(() -> log(key));
    // ^ warning: [ThreadOutsideStep] pool.submit(() -> log(key)) starts work that the run does not track, and starts it again whenever the run is replayed; use steps.forEach or steps.all, or do it in a @Step
    items.parallelStream().forEach(item -> log(item));
    // ^ warning: [ThreadOutsideStep] items.parallelStream() starts work that the run does not track, and starts it again whenever the run is replayed; use steps.forEach or steps.all, or do it in a @Step
    int sum = IntStream.range(0, 9)
        .parallel()
        // ^ warning: [ThreadOutsideStep] IntStream.range(0, 9) .parallel() starts work that the run does not track, and starts it again whenever the run is replayed; use steps.forEach or steps.all, or do it in a @Step
        .sum();
    work(sum);
  }

  void log(String text) {}

  @Step
  void work(int sum) {}
}
