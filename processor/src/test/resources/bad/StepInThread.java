package bad;

import dev.stepwell.*;
import java.util.List;
import java.util.concurrent.*;

class StepInThread {
  private ExecutorService threads;

  @Function(id = "hurry", event = "tests/hurry.wanted")
  void hurry(String key, List<String> items) {
    CompletableFuture.runAsync(() -> work(key));
    // ^ [StepInThread] CompletableFuture.runAsync(() -> work(key)) calls steps on a thread that belongs to no run, where their outcomes are not stored; use steps.forEach or steps.all
    threads.submit(() -> work(key));
    // ^ [StepInThread] threads.submit(() -> work(key)) calls steps on a thread that belongs to no run, where their outcomes are not stored; use steps.forEach or steps.all
    new Thread(() -> work(key)).start();
    // ^ [StepInThread] new Thread(() -> work(key)) calls steps on a thread that belongs to no run, where their outcomes are not stored; use steps.forEach or steps.all
    items.parallelStream()
    // ^ warning: [ThreadOutsideStep] items.parallelStream() starts work that the run does not track, and starts it again whenever the run is replayed; use steps.forEach or steps.all, or do it in a @Step
        .map(item -> item + key)
        .forEach(item -> work(item));
        // ^ [StepInThread] items.parallelStream() .map(item -> item + key) .forEach(it… calls steps on a thread that belongs to no run, where their outcomes are not stored; use steps.forEach or steps.all
  }

  @Step
  void work(String item) {}
}
