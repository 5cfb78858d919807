package bad;

import dev.stepwell.*;
import java.time.Duration;

class HeldLock {
  private final Object lock = new Object();

  @Function(id = "guard", event = "tests/guard.wanted")
  void guard(String key, Steps steps) {
    synchronized (lock) {
    // ^ warning: [HeldLock] synchronized (lock) is held around steps, by a thread that releases it whenever the run parks; hold it in the step that needs it, or limit the function with @Concurrency
      work(key);
    }
    synchronized (this) {
      key.strip();
    }
    helper(key, steps);
  }

  private synchronized void helper(String key, Steps steps) {
  // ^ warning: [HeldLock] synchronized helper is held around steps, by a thread that releases it whenever the run parks; hold it in the step that needs it, or limit the function with @Concurrency
    steps.sleep("a-while", Duration.ofHours(1));
  }

  @Function(id = "guarded", event = "tests/guarded.wanted")
  synchronized void guarded(String key) {
  // ^ warning: [HeldLock] synchronized guarded is held around steps, by a thread that releases it whenever the run parks; hold it in the step that needs it, or limit the function with @Concurrency
    work(key);
    count();
  }

  private synchronized int count() {
    return 1;
  }

  @Step
  synchronized void work(String key) {}
}
