package bad;

import dev.stepwell.*;
import java.time.Duration;
import java.util.concurrent.locks.Lock;

class EarlyFinally {
  private Lock lock;

  @Function(id = "hold", event = "tests/hold.wanted")
  void hold(String key, Steps steps) {
    try {
      work();
      steps.sleep("settle", Duration.ofDays(1));
    } finally {
      if (key != null) {
        lock.unlock();
        // ^ warning: [EarlyFinally] lock.unlock(), in finally around steps, is called whenever the run parks, not only when the steps have ended; call it in a @Step, which waits for that
        tell(key);
      }
    }
  }

  void tell(String key) {}

  @Step
  void work() {}
}
